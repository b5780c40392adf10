import type { Deployed } from './deployed.ts';

/** What no template can do, for whom it is, with the scripts of a folder. */
export const whatRemains = ({ clientId, alertReceivers }: Deployed, folder: string): readonly string[] => [
  `What remains, for two people. Their scripts are in ${folder}; -WhatIf rehearses each:`,
  '  Entra administrator      az login, then ./setup-entra.ps1',
  '                           the app registration, and the public part of the certificate; prints the ids',
  '  Exchange administrator   ./setup-exchange.ps1 -AppId … -ObjectId …, then ./check.ps1 with the same',
  '                           lets the app send from its mailboxes; allow up to an hour until it counts',
  ...(clientId === ''
    ? ['  you                      azd env set MAIL_CLIENT_ID <client id>, then azd provision']
    : []),
  ...(alertReceivers === ''
    ? [
        '  you                      azd env set DEPLOY_ALERT_RECEIVERS <mail addresses>, then azd provision:',
        '                           until then alerts are seen in the portal alone',
      ]
    : [
        '  receivers of alerts      may have to confirm their address by a code that Azure mails them: docs/deploy.md#alerts',
      ]),
];
