import type { KnownFailure } from '../known-failure.ts';
import { allowSmtpAuth, allowSmtpAuthForAll, mendSettings, waitForExchange } from './fixes.ts';

/** 535 5.7.139 and its kin: the login is refused by a switch or a policy, whatever the token says. */
export const loginSwitches: readonly KnownFailure[] = [
  {
    id: 'smtp-auth-disabled-tenant',
    at: 'login',
    when: /SmtpClientAuthentication is disabled for the Tenant/i,
    seen: [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]',
      '530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [FR2P281CA0001.DEUP281.PROD.OUTLOOK.COM]',
    ],
    meaning:
      'Authenticated SMTP is switched off for the organization, and {mailbox} has no value of its own that would switch it on.',
    causes: [
      'The organization was created after January 2020, when off became the default, and the mailbox was never switched on.',
      'An administrator switched authenticated SMTP off for the organization.',
      'It was switched on a short while ago and the change has not reached every server.',
    ],
    fix: [allowSmtpAuth, allowSmtpAuthForAll, waitForExchange],
    treat: 'hold',
    scope: 'mailbox',
    wait: 900,
    source:
      'GH:simonrob/email-oauth2-proxy#193; Microsoft Learn: Enable or disable authenticated client SMTP submission',
    evidence: 'documented',
  },
  {
    id: 'smtp-auth-disabled-mailbox',
    at: 'login',
    when: /SmtpClientAuthentication is disabled for the Mailbox/i,
    seen: [
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]',
    ],
    meaning: 'Authenticated SMTP is switched off for {mailbox} itself, whatever the organization allows.',
    causes: [
      'The switch of this mailbox is off (SmtpClientAuthenticationDisabled is $true).',
      'It was switched on a short while ago and the change has not reached every server.',
    ],
    fix: [allowSmtpAuth, waitForExchange],
    treat: 'hold',
    scope: 'mailbox',
    wait: 900,
    source: 'Microsoft Learn: Enable or disable authenticated client SMTP submission; public logs',
    evidence: 'documented',
  },
  {
    id: 'basic-auth-disabled',
    at: 'login',
    when: /basic authentication is disabled|\b5\.7\.30\b(?!\d)/i,
    seen: [
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]',
      '550 5.7.30 Basic authentication is not supported for Client Submission.',
    ],
    meaning:
      'A password was offered, or a policy blocks Basic authentication for SMTP. This app logs in with a token only.',
    causes: [
      'Another program (a printer, a script) uses the mailbox with a password, and the text comes from there.',
      'An authentication policy of the mailbox blocks Basic authentication for SMTP; whether that reaches a login with a token is not documented.',
    ],
    fix: [
      { does: 'Use this app, or any client that logs in with XOAUTH2, instead of the password.' },
      {
        does: 'See whether an authentication policy applies to the mailbox.',
        command:
          'Get-User -Identity {mailbox} | Format-List AuthenticationPolicy\nGet-AuthenticationPolicy | Format-List Name, AllowBasicAuthSmtp',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: 'GH:mailR#107; techcommunity.microsoft.com 4114750; Microsoft Learn: Set-AuthenticationPolicy',
    evidence: 'documented',
  },
  {
    id: 'password-incorrect',
    at: 'login',
    when: /5\.7\.139 Authentication unsuccessful, the user credentials were incorrect/i,
    seen: [
      '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]',
    ],
    meaning: 'A user name and password were offered and are wrong. This app logs in with a token only.',
    causes: ['The text comes from another program that uses the mailbox with a password.'],
    fix: [{ does: 'Log in with XOAUTH2 and an app-only token, as this app does.' }],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: 'public logs',
    evidence: 'documented',
  },
  {
    id: 'security-defaults-block',
    at: 'login',
    when: /locked by your organization'?s security defaults policy/i,
    seen: [
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]",
    ],
    meaning:
      'The security defaults of the tenant refuse this sign-in. The reply is known for sign-ins with a password; none with an app-only token has been published.',
    causes: [
      'Security defaults are on in Microsoft Entra ID.',
      'The text comes from a program that uses a password.',
    ],
    fix: [
      {
        does: 'Turn security defaults off only when Conditional Access policies take their place.',
        portal: 'Microsoft Entra admin center > Identity > Overview > Properties > Manage security defaults',
      },
    ],
    treat: 'hold',
    scope: 'mailbox',
    wait: 3600,
    source: 'public logs',
    evidence: 'documented',
  },
  {
    id: 'conditional-access-login',
    at: 'login',
    when: /did not meet the criteria to be authenticated successfully/i,
    seen: [
      '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]',
    ],
    meaning:
      'A policy of the tenant refuses this sign-in: Conditional Access, multifactor authentication or an address rule.',
    causes: [
      'A Conditional Access policy asks for what an unattended sign-in cannot give.',
      'The sign-in came from an address that a policy does not allow.',
    ],
    fix: [
      {
        does: 'Look up the refused sign-in; it names the policy. Exclude the account or the address there.',
        portal: 'Microsoft Entra admin center > Monitoring & health > Sign-in logs',
      },
    ],
    treat: 'hold',
    scope: 'mailbox',
    wait: 1800,
    source: 'GH:jstedfast/MailKit#1733; public logs',
    evidence: 'documented',
  },
  {
    id: 'organization-refuses-login',
    at: 'login',
    when: /organization configuration doesn'?t allow this authentication request/i,
    seen: [
      "535 5.7.139 Authentication unsuccessful, the organization configuration doesn't allow this authentication request. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0FFEE0000001]",
    ],
    meaning:
      'The protocol or the account is not enabled for High Volume Email, which this server speaks for.',
    causes: ['The app is set to the endpoint of High Volume Email instead of ordinary client submission.'],
    fix: [{ ...mendSettings, does: 'Use smtp.office365.com, port 587.' }],
    treat: 'hold',
    scope: 'mailbox',
    wait: 1800,
    source: 'Microsoft Learn: Troubleshoot High Volume Email',
    evidence: 'documented',
  },
  {
    id: 'federated-sign-in-failed',
    at: 'login',
    when: /federated STS (?:service was unreachable|URL does not support HTTPS)/i,
    seen: [
      '535 5.7.139 Authentication unsuccessful, federated STS service was unreachable.',
      '535 5.7.139 Authentication unsuccessful, the federated STS URL does not support HTTPS.',
    ],
    meaning:
      'A sign-in with a password was passed on to AD FS and failed there. This app does not sign in that way.',
    causes: ['The text comes from another program that uses the mailbox with a password.'],
    fix: [{ does: 'Log in with XOAUTH2 and an app-only token, as this app does.' }],
    treat: 'hold',
    scope: 'mailbox',
    wait: 1800,
    source: 'Microsoft support: Fix issues with printers, scanners, and LOB applications that send email',
    evidence: 'documented',
  },
  {
    id: 'login-refused-by-policy',
    at: 'login',
    when: /\b5\.7\.139\b/,
    seen: ['535 5.7.139 Authentication unsuccessful'],
    meaning: 'A switch or a policy of the organization refuses the login, and the reply does not say which.',
    causes: [
      'Authenticated SMTP is switched off for the mailbox or the organization.',
      'An authentication policy or security defaults block it.',
    ],
    fix: [allowSmtpAuth, allowSmtpAuthForAll, waitForExchange],
    treat: 'hold',
    scope: 'mailbox',
    wait: 900,
    source: 'Microsoft support: Fix issues with printers, scanners, and LOB applications that send email',
    evidence: 'documented',
  },
];
