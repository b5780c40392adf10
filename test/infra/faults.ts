/** A change of one text in one file of the template. */
export interface Plant {
  file: string;
  from: string | RegExp;
  to: string;
}

/** A mistake that somebody may make in the template, in one or more ways. */
export interface Fault {
  name: string;
  plants: readonly [Plant, ...Plant[]];
}

const alerts = 'modules/alerts.bicep';
const workbook = 'workbook.json';
const app = 'modules/function-app.bicep';
const account = 'modules/storage-account.bicep';
const contents = 'modules/storage-contents.bicep';
const vault = 'modules/vault.bicep';
const vaultRoles = 'modules/vault-roles.bicep';
const roles = 'modules/roles.bicep';

/** Thirteen of them. The compiler and its linter see the first, and what is misspelt in a property; the others deploy. */
export const faults: readonly Fault[] = [
  {
    name: 'a secret in an output',
    plants: [
      {
        file: contents,
        from: 'output blobEndpoint',
        to: 'output accountKey string = account.listKeys().keys[0].value\noutput blobEndpoint',
      },
    ],
  },
  {
    name: 'shared keys on',
    plants: [
      { file: account, from: 'allowSharedKeyAccess: false', to: 'allowSharedKeyAccess: true' },
      { file: account, from: '    allowSharedKeyAccess: false\n', to: '' },
      { file: account, from: 'allowSharedKeyAccess: false', to: 'allowSharedKeyAcces: false' },
      { file: 'modules/monitoring.bicep', from: 'DisableLocalAuth: true', to: 'DisableLocalAuth: false' },
    ],
  },
  {
    name: 'a role dropped',
    plants: [
      droppedRole(contents, 'storageBlobDataOwner'),
      droppedRole(contents, 'storageQueueDataContributor'),
      droppedRole(contents, 'storageTableDataContributor'),
      droppedRole(vaultRoles, 'keyVaultReader'),
      droppedRole(vaultRoles, 'keyVaultCryptoUser'),
    ],
  },
  {
    name: 'a wrong role id',
    plants: [
      // Storage Table Data Reader, Storage Queue Data Reader, Key Vault Crypto Service Encryption User.
      {
        file: roles,
        from: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
        to: '76199698-9eea-4c19-bc75-cec21354c6b6',
      },
      {
        file: roles,
        from: '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
        to: '19e7f393-937e-4f77-808e-94535e297925',
      },
      {
        file: roles,
        from: '12338af0-0e69-4776-bea7-57ae8d297424',
        to: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
      },
    ],
  },
  {
    name: "a producer's role on the whole account",
    plants: [
      { file: contents, from: 'scope: queues[0]', to: 'scope: account' },
      { file: contents, from: 'scope: containers[2]', to: 'scope: account' },
    ],
  },
  {
    name: 'a setting misspelt',
    plants: [
      { file: app, from: 'MAIL_MAILBOXES: mailboxes', to: 'MAIL_MAILBOX: mailboxes' },
      { file: app, from: "name: 'MAIL_VAULT_URL'", to: "name: 'MAIL_VAULT_URI'" },
      { file: app, from: '__queueServiceUri', to: '__queueServiceURI' },
      { file: app, from: '__clientId', to: '__clientID' },
    ],
  },
  {
    name: 'a queue misspelt',
    plants: [
      { file: contents, from: "}-turns',", to: "}-turn'," },
      { file: contents, from: "}-poison',", to: "}_poison'," },
      { file: contents, from: "name: 'mailboxes'", to: "name: 'mailbox'" },
    ],
  },
  {
    name: 'a container missing',
    plants: [
      { file: contents, from: "[packageContainer, 'mail-content']", to: '[packageContainer]' },
      { file: contents, from: "[packageContainer, 'mail-content']", to: "['mail-content']" },
    ],
  },
  {
    name: 'public access although private',
    plants: [openDoor(account), openDoor(vault), openDoor(app)],
  },
  {
    name: 'Node 20',
    plants: [{ file: app, from: "version: '24'", to: "version: '20'" }],
  },
  {
    name: 'something that Flex Consumption refuses',
    plants: [
      {
        file: app,
        from: 'var otherSettings = concat(\n  [\n',
        to: "var otherSettings = concat(\n  [\n    { name: 'FUNCTIONS_WORKER_RUNTIME', value: 'node' }\n",
      },
      {
        file: app,
        from: "ftpsState: 'Disabled'",
        to: "ftpsState: 'Disabled'\n      linuxFxVersion: 'NODE|24'",
      },
    ],
  },
  {
    name: 'purge protection off',
    plants: [
      { file: vault, from: 'enablePurgeProtection: true', to: 'enablePurgeProtection: false' },
      { file: vault, from: 'enableSoftDelete: true', to: 'enableSoftDelete: false' },
      { file: vault, from: 'enablePurgeProtection: true', to: 'enablePurgeProtecton: true' },
    ],
  },
  {
    name: 'a KQL column misspelt',
    plants: [
      { file: alerts, from: '| top 1 by TimeGenerated', to: '| top 1 by TimeGenerate' },
      { file: alerts, from: 'line.oldestSeconds', to: 'line.oldestSecond' },
      { file: alerts, from: '"event":"poison.settled"', to: '"event":"poison.setled"' },
      { file: alerts, from: '"event":"sweep.ran"', to: '"event":"sweep.run"' },
      { file: alerts, from: "column: 'minutes'", to: "column: 'minute'" },
      {
        file: workbook,
        from: /summarize p50 = percentile\(seconds/,
        to: 'summarize p50 = percentile(second',
      },
      { file: workbook, from: 'line.ms.submit', to: 'line.ms.submitted' },
      { file: workbook, from: "== 'accepted'", to: "== 'acepted'" },
    ],
  },
];

/** In a list of roles and reasons. */
function droppedRole(file: string, id: string): Plant {
  return { file, from: new RegExp(`\\{\\s*id: roleIds\\.${id}\\s*reason: '[^']*'\\s*\\}`), to: '' };
}

function openDoor(file: string): Plant {
  const open = "publicNetworkAccess: 'Enabled'";
  return { file, from: "publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'", to: open };
}
