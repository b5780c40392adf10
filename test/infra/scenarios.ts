import type { Where } from './bicep/compiler.ts';

/** Where the template is evaluated for. */
export const where: Where = {
  tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
  subscriptionId: '5b1c7d2e-8f90-4a3b-9c4d-6e7f80912a3b',
  location: 'westeurope',
  deploymentName: 'test',
};

/** What the parameter file of azd finds in the environment, in the scenario that uses it as it is. */
export const azdEnvironment = {
  AZURE_ENV_NAME: 'contoso',
  AZURE_LOCATION: where.location,
  AZURE_PRINCIPAL_ID: 'a0d1f9c4-5b0e-4b59-8f0a-2d7e6c1b3f10',
  MAIL_MAILBOXES: 'billing@contoso.com: invoices@contoso.com',
};

/** A set of parameters, and what has to follow from them. */
export interface Scenario {
  name: string;
  /** A parameter file; absent: that of azd, as it stands in `infra/`. */
  parameters?: string;
  source: 'vault-sign' | 'vault-secret' | 'federated';
  isPrivate: boolean;
  queue: string;
  resultsQueue?: string;
  attachmentsContainer?: string;
  producers: readonly string[];
  /** Who gets alerts. */
  receivers: readonly string[];
  officer?: string;
  /** Whether every setting is given that can be. */
  choosesAll?: true;
  /** The resource group that storage, or the vault, is in, where it is not the deployment's own. */
  existing?: 'storage' | 'vault';
  /** The Event Grid topic of the existing vault, where it has one. */
  topic?: string;
}

const groups = `/subscriptions/${where.subscriptionId}/resourceGroups`;
const producer = 'c3b7e0d2-64f5-4c0b-9a1e-5f8d2b6a7e21';

const begin = `using 'main.bicep'
param environmentName = 'contoso'
param location = 'westeurope'
param mailboxes = 'billing@contoso.com'
`;

export const scenarios: readonly Scenario[] = [
  {
    name: 'as azd deploys it',
    source: 'vault-sign',
    isPrivate: false,
    queue: 'mail-outbound',
    producers: [],
    receivers: [],
    officer: azdEnvironment.AZURE_PRINCIPAL_ID,
  },
  {
    name: 'private, with everything',
    parameters: `${begin}param network = 'private'
param clientId = '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22'
param queue = 'letters'
param resultsQueue = 'letters-results'
param attachmentsContainer = 'letter-files'
param alertTo = 'operations@contoso.com'
param alertReceivers = ['operations@contoso.com', 'night@contoso.com']
param tracesEndpoint = 'https://collector.contoso.com:4318'
param packageUri = 'https://contoso.com/released-package.zip'
param producers = [{ principalId: '${producer}', principalType: 'ServicePrincipal' }]
param options = {
  MAIL_MAX_MESSAGE_BYTES: '1048576'
  MAIL_PACE: 'exchange-online'
  MAIL_PACE_WINDOW: '61'
  MAIL_IF_UNCERTAIN: 'hold'
  MAIL_RETRY_FOR: '12h'
  MAIL_MAX_AGE: '2d'
  MAIL_KEEP_DAYS: '10'
  MAIL_HTTP_AUTH: 'easyauth'
  MAIL_TEST_RECIPIENTS: 'contoso.com'
  MAIL_REDIRECT_TO: 'test@contoso.com'
  MAIL_ALLOWED_RECIPIENTS: 'contoso.com'
  MAIL_DRY_RUN: 'true'
  MAIL_TOKEN_SCOPE: 'https://outlook.office365.com/.default'
  MAIL_AUTHORITY_HOST: 'https://login.microsoftonline.com'
  MAIL_SMTP_HOST: 'smtp.office365.com'
}
`,
    source: 'vault-sign',
    isPrivate: true,
    choosesAll: true,
    queue: 'letters',
    resultsQueue: 'letters-results',
    attachmentsContainer: 'letter-files',
    producers: [producer],
    receivers: ['operations@contoso.com', 'night@contoso.com'],
  },
  {
    name: 'the key read from an existing vault',
    parameters: `${begin}param certificateSource = 'vault-secret'
param existingVaultId = '${groups}/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-keys'
param principalId = '${azdEnvironment.AZURE_PRINCIPAL_ID}'
`,
    source: 'vault-secret',
    isPrivate: false,
    queue: 'mail-outbound',
    producers: [],
    receivers: [],
    officer: azdEnvironment.AZURE_PRINCIPAL_ID,
    existing: 'vault',
  },
  {
    name: 'an existing vault whose events somebody has subscribed to already',
    parameters: `${begin}param existingVaultId = '${groups}/rg-keys/providers/Microsoft.KeyVault/vaults/contoso-keys'
param existingVaultTopic = 'contoso-keys-events'
param certificateName = 'mail-app-2'
param alertReceivers = ['operations@contoso.com']
`,
    source: 'vault-sign',
    isPrivate: false,
    queue: 'mail-outbound',
    producers: [],
    receivers: ['operations@contoso.com'],
    existing: 'vault',
    topic: 'contoso-keys-events',
  },
  {
    name: 'no certificate, an existing storage account, private',
    parameters: `${begin}param certificateSource = 'federated'
param network = 'private'
param existingStorageId = '${groups}/rg-data/providers/Microsoft.Storage/storageAccounts/contosodata'
param producers = [{ principalId: '${producer}', principalType: 'ServicePrincipal' }]
`,
    source: 'federated',
    isPrivate: true,
    queue: 'mail-outbound',
    producers: [producer],
    receivers: [],
    existing: 'storage',
  },
];
