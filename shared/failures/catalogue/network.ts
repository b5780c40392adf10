import type { KnownFailure } from '../known-failure.ts';
import { brokenLine } from './broken-line.ts';
import { lookAtEgress, mendSettings, nothingToDo } from './fixes.ts';

/** No answer at all: lines that do not come up or break. The step tells who was at the other end. */
export const network: readonly KnownFailure[] = [
  {
    id: 'smtp-regional-host',
    at: 'connect',
    when: /ENOTFOUND smtp-[\w-]{1,40}\.(?:mail\.)?outlook\.com/i,
    seen: ['ENOTFOUND getaddrinfo ENOTFOUND smtp-emea.outlook.com'],
    meaning: 'The regional host names of Exchange Online were withdrawn.',
    causes: ['An old set-up guide was followed.'],
    fix: [{ ...mendSettings, does: 'Use smtp.office365.com, or the host of the national cloud.' }],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    heard: 'client',
    source: 'Microsoft support: Fix issues with printers, scanners, and LOB applications that send email',
    evidence: 'documented',
  },
  {
    id: 'smtp-port-25',
    at: 'connect',
    when: /(?:ETIMEDOUT|ECONNREFUSED) [\w.:[\]-]{1,80}:25\b/,
    seen: [
      'ETIMEDOUT connect ETIMEDOUT 52.97.201.226:25',
      'ECONNREFUSED connect ECONNREFUSED 52.97.201.226:25',
    ],
    meaning:
      'Port 25 cannot be reached. It is reported that Azure blocks outbound port 25 for most subscriptions.',
    causes: ['The app is set to port 25 instead of 587.'],
    fix: [{ ...mendSettings, does: 'Use port 587.' }],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    heard: 'client',
    source: 'third-party set-up guides',
    evidence: 'reported',
  },
  {
    id: 'smtp-name-not-found',
    at: 'connect',
    when: /\b(?:ENOTFOUND|EDNS|EAI_AGAIN|ENODATA)\b/,
    seen: [
      'ENOTFOUND getaddrinfo ENOTFOUND smtp.office365.com',
      'EDNS getaddrinfo ENOTFOUND smtp.ofice365.com',
      'EAI_AGAIN getaddrinfo EAI_AGAIN smtp.office365.com',
    ],
    meaning: 'The name of the mail server cannot be resolved.',
    causes: [
      'The host name is misspelt (MAIL_SMTP_HOST).',
      'The DNS server of the virtual network does not answer for public names.',
      'DNS is out of order for a moment (EAI_AGAIN).',
    ],
    fix: [
      {
        ...mendSettings,
        does: 'Leave MAIL_SMTP_HOST empty: then it is smtp.office365.com, or the host of the national cloud.',
      },
      {
        does: 'See what the name resolves to from where the app runs.',
        command: 'Resolve-DnsName smtp.office365.com',
      },
    ],
    treat: 'retry',
    wait: 60,
    heard: 'client',
    pausesEndpoint: true,
    source: 'Node.js documentation: Errors, common system errors',
    evidence: 'documented',
  },
  {
    id: 'smtp-unreachable',
    at: 'connect',
    when: /\b(?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b|Connection timeout|Greeting never received|TLS handshake timed out/,
    seen: [
      'ECONNREFUSED connect ECONNREFUSED 52.97.201.226:587',
      'ETIMEDOUT connect ETIMEDOUT 52.97.201.226:587',
      'ETIMEDOUT Connection timeout',
      'ETIMEDOUT Greeting never received',
    ],
    meaning: 'The mail server does not answer.',
    causes: [
      'A firewall, a network security group or a route of the virtual network keeps the app from port 587.',
      'The service or the network is out of order for a moment.',
    ],
    fix: [lookAtEgress],
    treat: 'retry',
    wait: 60,
    heard: 'client',
    pausesEndpoint: true,
    source:
      'Node.js documentation: Errors, common system errors; nodemailer source (dist/esm/smtp-connection)',
    evidence: 'documented',
  },
  {
    id: 'smtp-line-broke',
    at: 'connect',
    when: /\b(?:ECONNRESET|EPIPE|ECONNABORTED)\b|Connection closed unexpectedly|Server closed the connection|socket hang up|Client network socket disconnected before secure TLS connection/,
    seen: [
      'ECONNRESET read ECONNRESET',
      'EPIPE write EPIPE',
      'ECONNECTION Connection closed unexpectedly',
      'ECONNRESET Client network socket disconnected before secure TLS connection was established',
    ],
    meaning: 'The connection to the mail server broke.',
    causes: ['The server or something in between closed it.', 'A fault in the network.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 10,
    heard: 'client',
    source:
      'Node.js documentation: Errors, common system errors; nodemailer source (dist/esm/smtp-connection)',
    evidence: 'documented',
  },
  {
    id: 'token-endpoint-unreachable',
    at: 'token',
    // MSAL asks for the metadata of the authority first, and keeps to itself why it got none.
    when: new RegExp(`${brokenLine.source}|\\bendpoints_resolution_error\\b`),
    seen: [
      'ENOTFOUND getaddrinfo ENOTFOUND login.microsoftonline.com',
      'ECONNREFUSED request to https://login.microsoftonline.com/common failed, reason: connect ECONNREFUSED 20.190.159.0:443 login.microsoftonline.com',
      'network_error: Network request failed',
      'CredentialUnavailableError endpoints_resolution_error: See https://aka.ms/msal.js.errors#endpoints_resolution_error for details',
    ],
    meaning: 'Microsoft Entra ID cannot be reached.',
    causes: [
      'A firewall or a route of the virtual network keeps the app from login.microsoftonline.com, port 443.',
      'DNS of the virtual network does not answer for public names.',
      'The network is out of order for a moment.',
    ],
    fix: [
      {
        does: 'Allow outbound HTTPS to the service tag AzureActiveDirectory.',
        portal: 'Azure portal > Function App > {functionApp} > Settings > Networking',
        command: 'Test-NetConnection login.microsoftonline.com -Port 443',
      },
    ],
    treat: 'retry',
    wait: 60,
    heard: 'client',
    pausesEndpoint: true,
    source: 'Node.js documentation: Errors, common system errors',
    evidence: 'documented',
  },
  {
    id: 'vault-unreachable',
    at: 'vault',
    when: brokenLine,
    seen: [
      'ENOTFOUND getaddrinfo ENOTFOUND contoso-mail.vault.azure.net',
      'REQUEST_SEND_ERROR connect ETIMEDOUT 10.0.4.5:443 https://contoso-mail.vault.azure.net/certificates/smtp',
      'ECONNREFUSED connect ECONNREFUSED 10.0.4.5:443 contoso-mail.vault.azure.net',
    ],
    meaning: 'The vault {vault} cannot be reached.',
    causes: [
      'MAIL_VAULT_URL is misspelt, or the vault was deleted: then its name is not found.',
      'The private DNS zone is not linked to the network of the app.',
      'A firewall or a route of the virtual network keeps the app from port 443 of the vault.',
      'The network is out of order for a moment.',
    ],
    fix: [
      { ...mendSettings, does: 'See that MAIL_VAULT_URL is the address of the vault.' },
      {
        does: 'See what the name resolves to from where the app runs.',
        portal: 'Azure portal > Key vaults > {vault} > Settings > Networking',
        command: 'Resolve-DnsName {vault}.vault.azure.net',
      },
    ],
    treat: 'retry',
    wait: 60,
    heard: 'client',
    pausesEndpoint: true,
    source: 'Node.js documentation: Errors, common system errors',
    evidence: 'documented',
  },
];
