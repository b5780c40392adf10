@export()
@description('Tags of a resource.')
type Tags = { *: string }

@export()
@description('Somebody who gets a role.')
type Principal = {
  @description('Object (principal) id: of an application, that of its enterprise application.')
  principalId: string
  principalType: 'Group' | 'ServicePrincipal' | 'User'
}

@export()
@description('Settings of the app that have a default. An empty one is left to that default. README lists what each is for.')
type MailOptions = {
  MAIL_MAX_MESSAGE_BYTES: string?
  MAIL_PACE: string?
  MAIL_PACE_WINDOW: string?
  MAIL_IF_UNCERTAIN: string?
  MAIL_RETRY_FOR: string?
  MAIL_MAX_AGE: string?
  MAIL_KEEP_DAYS: string?
  MAIL_HTTP_AUTH: string?
  MAIL_TEST_RECIPIENTS: string?
  MAIL_REDIRECT_TO: string?
  MAIL_ALLOWED_RECIPIENTS: string?
  MAIL_DRY_RUN: string?
  MAIL_TOKEN_SCOPE: string?
  MAIL_AUTHORITY_HOST: string?
  MAIL_SMTP_HOST: string?
}
