import type { Fix, KnownFailure } from '../known-failure.ts';
import { brokenLine } from './broken-line.ts';
import { mendSettings, nothingToDo } from './fixes.ts';

const errorCodes = 'Microsoft Learn: Common REST API error codes (Azure Storage)';

const assignRoles: Fix = {
  does: 'Assign the data roles at the scope of the storage account: Storage Queue, Table and Blob Data Contributor. Owner and Contributor of the account do not let anybody at the data.',
  portal: 'Azure portal > Storage accounts > {storageAccount} > Access control (IAM) > Add role assignment',
  command: `scope=$(az storage account show --name {storageAccount} --query id --output tsv)
az role assignment create --assignee-object-id {identityId} --assignee-principal-type ServicePrincipal --role 974c5e8b-45b9-4653-ba55-5f855dd0fb88 --scope $scope
az role assignment create --assignee-object-id {identityId} --assignee-principal-type ServicePrincipal --role 0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 --scope $scope
az role assignment create --assignee-object-id {identityId} --assignee-principal-type ServicePrincipal --role ba92f5b4-2d11-453d-a403-e96b0029c9fe --scope $scope`,
};

/** The storage account with its queues, tables and blobs, without which no message is taken, kept or buried. */
export const storage: readonly KnownFailure[] = [
  {
    id: 'storage-role-missing',
    at: 'storage',
    when: /\bAuthorizationPermissionMismatch\b|not authorized to perform this operation using this permission/i,
    seen: [
      'AuthorizationPermissionMismatch This request is not authorized to perform this operation using this permission.',
      '{"odata.error":{"code":"AuthorizationPermissionMismatch","message":{"lang":"en-US","value":"This request is not authorized to perform this operation using this permission.\\nRequestId:7d1c2f0e-4002-0043-6f35-1e7a2b000000\\nTime:2026-11-20T09:14:02.1131122Z"}}}',
    ],
    meaning:
      'The identity of the app has no data role on the storage account {storageAccount} that allows this.',
    causes: [
      'A role for one of queue, table and blob was not assigned to the identity of this app.',
      'It was assigned minutes ago; it takes up to ten to become effective.',
      'The app uses another identity than was meant (MAIL_STORAGE__clientId).',
    ],
    fix: [assignRoles, { does: 'Then wait some minutes.' }],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: `${errorCodes}; GH:Azure/azure-sdk-for-net#15279`,
    evidence: 'documented',
  },
  {
    id: 'storage-firewall',
    at: 'storage',
    when: /\bAuthorizationFailure\b|request is not authorized to perform this operation(?! using)/i,
    seen: ['AuthorizationFailure This request is not authorized to perform this operation.'],
    meaning: 'The network rules of the storage account {storageAccount} do not let the app in.',
    causes: [
      'Public network access is off or limited, and the app is not joined to a network that is let in.',
      'The private DNS zone is not linked to that network, so the name leads to the public address.',
      'A shared access signature does not allow this operation.',
    ],
    fix: [
      {
        does: 'Join the app to a network that the storage account lets in, by private endpoint or service endpoint.',
        portal: 'Azure portal > Storage accounts > {storageAccount} > Security + networking > Networking',
        command:
          'az storage account show --name {storageAccount} --query "{public:publicNetworkAccess, rules:networkRuleSet}"',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: `${errorCodes}; GH:microsoft/AzureStorageExplorer#8599`,
    evidence: 'documented',
  },
  {
    id: 'storage-keys-forbidden',
    at: 'storage',
    when: /\bKeyBasedAuthenticationNotPermitted\b|Key based authentication is not permitted/i,
    seen: [
      'KeyBasedAuthenticationNotPermitted Key based authentication is not permitted on this storage account.',
    ],
    meaning:
      'The storage account {storageAccount} takes identities only, and MAIL_STORAGE is a connection string.',
    causes: ['"Allow storage account key access" is off, by hand or by a policy of the organization.'],
    fix: [
      {
        ...mendSettings,
        does: 'Use an identity: MAIL_STORAGE__queueServiceUri and its kin instead of MAIL_STORAGE.',
      },
      assignRoles,
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Prevent Shared Key authorization for an Azure Storage account',
    evidence: 'documented',
  },
  {
    id: 'storage-key-wrong',
    at: 'storage',
    when: /\bAuthenticationFailed\b|Make sure the value of (?:the )?Authorization header is formed correctly/i,
    seen: [
      'AuthenticationFailed Server failed to authenticate the request. Make sure the value of the Authorization header is formed correctly including the signature.',
      'AuthenticationFailed Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
    ],
    meaning: 'The storage account {storageAccount} does not accept the key of the connection string.',
    causes: [
      'The key was renewed, and MAIL_STORAGE still holds the old one.',
      'The connection string was cut off or belongs to another account.',
      'The clock of the machine is wrong by more than 15 minutes.',
    ],
    fix: [
      {
        ...mendSettings,
        does: 'Copy the connection string anew, or better: use an identity (MAIL_STORAGE__queueServiceUri and its kin).',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'storage-unauthorized',
    at: 'storage',
    when: /\b(?:No|Invalid)AuthenticationInf(?:o|ormation)\b|Server failed to authenticate the request/i,
    seen: [
      'NoAuthenticationInformation Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
      'InvalidAuthenticationInfo Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
    ],
    meaning:
      'The storage account {storageAccount} does not accept the identity at all: no token, or one for another tenant or cloud.',
    causes: [
      'The identity and the storage account belong to different tenants.',
      'The address of the storage account belongs to another cloud.',
    ],
    fix: [
      { ...mendSettings, does: 'See that MAIL_STORAGE names an account in the tenant of the app.' },
      {
        does: 'See to which subscription, and so to which tenant, the account belongs.',
        command: 'az storage account show --name {storageAccount} --query id --output tsv',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'storage-not-found',
    at: 'storage',
    when: /\b(?:Resource|Queue|Table|Container|Blob)NotFound\b|The (?:specified (?:queue|container|blob|resource)|table specified) does not exist/i,
    seen: [
      'QueueNotFound The specified queue does not exist.',
      'TableNotFound The table specified does not exist.',
      'ContainerNotFound The specified container does not exist.',
      'ResourceNotFound The specified resource does not exist.',
    ],
    meaning: 'The storage account {storageAccount} has no queue, table or container of this name.',
    causes: [
      'It was deleted, or never made.',
      'MAIL_STORAGE names another account than the one that was set up.',
    ],
    fix: [
      {
        does: 'See what is there.',
        portal: 'Azure portal > Storage accounts > {storageAccount} > Storage browser',
        command: 'az storage queue list --account-name {storageAccount} --auth-mode login --query "[].name"',
      },
      {
        does: 'Make the queue anew if it is missing.',
        command: 'az storage queue create --account-name {storageAccount} --auth-mode login --name {queue}',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: `${errorCodes}; Microsoft Learn: Queue Storage, Table Storage and Blob Storage error codes`,
    evidence: 'documented',
  },
  {
    id: 'storage-busy',
    at: 'storage',
    when: /\bServerBusy\b|\bOperationTimedOut\b|\bInternalError\b|Operations per second is over the account limit|\(HTTP (?:429|50[0234])\)/i,
    seen: [
      'ServerBusy The server is currently unable to receive requests. Please retry your request.',
      'ServerBusy Operations per second is over the account limit.',
      'OperationTimedOut The operation could not be completed within the permitted time.',
      'InternalError The server encountered an internal error. Please retry the request.',
    ],
    meaning:
      'The storage account {storageAccount} cannot answer just now, or gets more requests than it may answer.',
    causes: ['Trouble inside the service.', 'Other programs use the same storage account heavily.'],
    fix: [{ does: 'Nothing for a single one. If it lasts, give the mail app a storage account of its own.' }],
    treat: 'retry',
    wait: 10,
    pausesEndpoint: true,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'storage-unreachable',
    at: 'storage',
    when: brokenLine,
    seen: [
      'ENOTFOUND getaddrinfo ENOTFOUND contosomail.queue.core.windows.net',
      'REQUEST_SEND_ERROR connect ECONNREFUSED 10.0.4.6:443 https://contosomail.table.core.windows.net/mail',
    ],
    meaning: 'The storage account {storageAccount} cannot be reached.',
    causes: [
      'The name in MAIL_STORAGE is misspelt, or the account was deleted: then its name is not found.',
      'The private DNS zone of one of queue, table and blob is not linked to the network of the app.',
      'The network is out of order for a moment.',
    ],
    fix: [
      nothingToDo,
      {
        does: 'If it lasts, see what the names resolve to from where the app runs.',
        portal: 'Azure portal > Storage accounts > {storageAccount} > Security + networking > Networking',
        command: 'Resolve-DnsName {storageAccount}.queue.core.windows.net',
      },
    ],
    treat: 'retry',
    wait: 30,
    heard: 'client',
    pausesEndpoint: true,
    source: 'Node.js documentation: Errors, common system errors',
    evidence: 'documented',
  },
];
