using 'main.bicep'

// Each value comes from the environment: `azd env set NAME value`, or a variable of the shell where there is no azd.
// Names that begin with MAIL_ are the app's own settings (README); those with DEPLOY_ are of this template alone.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param resourceGroupName = readEnvironmentVariable('AZURE_RESOURCE_GROUP', '')
param principalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param principalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')

param mailboxes = readEnvironmentVariable('MAIL_MAILBOXES')
param clientId = readEnvironmentVariable('MAIL_CLIENT_ID', '')
param tenantId = readEnvironmentVariable('MAIL_TENANT_ID', '')
param cloud = readEnvironmentVariable('MAIL_CLOUD', 'worldwide')
param permissionModel = readEnvironmentVariable('MAIL_PERMISSION_MODEL', 'mailbox')
param certificateSource = readEnvironmentVariable('MAIL_CERTIFICATE_SOURCE', 'vault-sign')
param certificateName = readEnvironmentVariable('MAIL_CERTIFICATE_NAME', 'mail-app')
param queue = readEnvironmentVariable('MAIL_QUEUE', 'mail-outbound')
param resultsQueue = readEnvironmentVariable('MAIL_RESULTS_QUEUE', '')
param attachmentsContainer = readEnvironmentVariable('MAIL_ATTACHMENTS_CONTAINER', '')
param alertTo = readEnvironmentVariable('MAIL_ALERT_TO', '')

param network = readEnvironmentVariable('DEPLOY_NETWORK', 'none')
param existingVaultId = readEnvironmentVariable('DEPLOY_EXISTING_VAULT_ID', '')
param existingVaultTopic = readEnvironmentVariable('DEPLOY_EXISTING_VAULT_TOPIC', '')
param existingStorageId = readEnvironmentVariable('DEPLOY_EXISTING_STORAGE_ID', '')
param recoverVault = readEnvironmentVariable('DEPLOY_RECOVER_VAULT', 'false') == 'true'
param maximumInstances = int(readEnvironmentVariable('DEPLOY_MAXIMUM_INSTANCES', '40'))
param instanceMemory = any(int(readEnvironmentVariable('DEPLOY_INSTANCE_MEMORY', '2048')))
param tracesEndpoint = readEnvironmentVariable('DEPLOY_TRACES_ENDPOINT', '')
param packageUri = readEnvironmentVariable('DEPLOY_PACKAGE_URI', '')
param alertWaitingMinutes = int(readEnvironmentVariable('DEPLOY_ALERT_WAITING_MINUTES', '60'))

// Mail addresses, parted by commas.
param alertReceivers = map(
  filter(split(readEnvironmentVariable('DEPLOY_ALERT_RECEIVERS', ''), ','), address => !empty(trim(address))),
  address => trim(address)
)

// Object ids of managed identities or enterprise applications, parted by commas.
param producers = map(
  filter(split(readEnvironmentVariable('DEPLOY_PRODUCERS', ''), ','), id => !empty(trim(id))),
  id => { principalId: trim(id), principalType: 'ServicePrincipal' }
)

param options = {
  MAIL_MAX_MESSAGE_BYTES: readEnvironmentVariable('MAIL_MAX_MESSAGE_BYTES', '')
  MAIL_PACE: readEnvironmentVariable('MAIL_PACE', '')
  MAIL_PACE_WINDOW: readEnvironmentVariable('MAIL_PACE_WINDOW', '')
  MAIL_IF_UNCERTAIN: readEnvironmentVariable('MAIL_IF_UNCERTAIN', '')
  MAIL_RETRY_FOR: readEnvironmentVariable('MAIL_RETRY_FOR', '')
  MAIL_MAX_AGE: readEnvironmentVariable('MAIL_MAX_AGE', '')
  MAIL_KEEP_DAYS: readEnvironmentVariable('MAIL_KEEP_DAYS', '')
  MAIL_HTTP_AUTH: readEnvironmentVariable('MAIL_HTTP_AUTH', '')
  MAIL_TEST_RECIPIENTS: readEnvironmentVariable('MAIL_TEST_RECIPIENTS', '')
  MAIL_REDIRECT_TO: readEnvironmentVariable('MAIL_REDIRECT_TO', '')
  MAIL_ALLOWED_RECIPIENTS: readEnvironmentVariable('MAIL_ALLOWED_RECIPIENTS', '')
  MAIL_DRY_RUN: readEnvironmentVariable('MAIL_DRY_RUN', '')
  MAIL_TOKEN_SCOPE: readEnvironmentVariable('MAIL_TOKEN_SCOPE', '')
  MAIL_AUTHORITY_HOST: readEnvironmentVariable('MAIL_AUTHORITY_HOST', '')
  MAIL_SMTP_HOST: readEnvironmentVariable('MAIL_SMTP_HOST', '')
}
