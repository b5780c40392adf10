import { Principal } from 'types.bicep'
import { roleIds } from 'roles.bicep'

metadata description = 'What the app expects in a storage account, and who may do what there.'

@minLength(3)
@maxLength(24)
param accountName string

@description('The queue that producers write to; the other queues are named after it.')
param queue string

@description('The queue in which the app tells what became of messages; empty: none.')
param resultsQueue string

@description('The container of the files that messages may name; empty: none.')
param attachmentsContainer string

@description('The container of the deployed package.')
param packageContainer string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('What the names of the app\'s role assignments are made from. Not the object id, which is not known when names have to be.')
param appIdentityId string

@description('Who may put messages into the queue, and files into the container.')
param producers Principal[]

var queueNames = concat(
  // Those that functions wait for, and those into which the host buries what they failed at.
  [queue, '${queue}-turns', '${queue}-poison', '${queue}-turns-poison'],
  empty(resultsQueue) ? [] : [resultsQueue]
)
var containerNames = concat(
  [packageContainer, 'mail-content'],
  empty(attachmentsContainer) ? [] : [attachmentsContainer]
)

var appRoles = [
  {
    id: roleIds.storageBlobDataOwner
    reason: 'The Functions host keeps leases, timer locks and function keys in containers that it makes; the package and large content lie in others.'
  }
  {
    id: roleIds.storageQueueDataContributor
    reason: 'Triggers take, release and renew messages; the app and the host put messages into all of the queues.'
  }
  {
    id: roleIds.storageTableDataContributor
    reason: 'The table mailboxes; the host writes its diagnostic events into a table that it makes.'
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: accountName
}

resource queueServices 'Microsoft.Storage/storageAccounts/queueServices@2025-08-01' existing = {
  parent: account
  name: 'default'
}

resource tableServices 'Microsoft.Storage/storageAccounts/tableServices@2025-08-01' existing = {
  parent: account
  name: 'default'
}

resource blobServices 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' existing = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-08-01' = [
  for name in queueNames: {
    parent: queueServices
    name: name
  }
]

resource mailboxes 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-08-01' = {
  parent: tableServices
  name: 'mailboxes'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = [
  for name in containerNames: {
    parent: blobServices
    name: name
    properties: { publicAccess: 'None' }
  }
]

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    scope: account
    name: guid(account.id, appIdentityId, role.id)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      description: role.reason
    }
  }
]

resource producerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for producer in producers: {
    // The first of queueNames.
    scope: queues[0]
    name: guid(account.id, queue, producer.principalId, roleIds.storageQueueDataMessageSender)
    properties: {
      principalId: producer.principalId
      principalType: producer.principalType
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.storageQueueDataMessageSender
      )
      description: 'A producer puts messages into this queue; it can neither read them nor reach another one.'
    }
  }
]

resource producerFileAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for producer in empty(attachmentsContainer) ? [] : producers: {
    // The third of containerNames.
    scope: containers[2]
    name: guid(account.id, attachmentsContainer, producer.principalId, roleIds.storageBlobDataContributor)
    properties: {
      principalId: producer.principalId
      principalType: producer.principalType
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.storageBlobDataContributor
      )
      description: 'A producer writes the files that its messages name, and removes them.'
    }
  }
]

output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
