import { MailOptions, Principal, Tags } from 'types.bicep'

metadata description = 'Everything of one mail app in its resource group.'

param location string
param tags Tags
@description('Makes names unique.')
@minLength(13)
@maxLength(13)
param token string

param tenantId string
param clientId string
param cloud string
param mailboxes string
param permissionModel string
param certificateSource string
param certificateName string
param queue string
param resultsQueue string
param attachmentsContainer string
param alertTo string
param options MailOptions
param tracesEndpoint string
param producers Principal[]
param certificateOfficer Principal?
param network string
param existingVaultId string
param existingVaultTopic string
param existingStorageId string
param isVaultRecovered bool
param maximumInstances int
param instanceMemory int
param packageUri string
param alertReceivers string[]
param alertWaitingMinutes int

var isPrivate = network == 'private'
var hasVault = certificateSource != 'federated'
var packageContainer = 'app-package'

// `/subscriptions/<2>/resourceGroups/<4>/providers/<6>/<7>/<8>`
var ownGroup = ['', '', subscription().subscriptionId, '', resourceGroup().name]
var storagePath = empty(existingStorageId) ? ownGroup : split(existingStorageId, '/')
var storageName = empty(existingStorageId) ? 'st${token}' : last(split(existingStorageId, '/'))
var vaultPath = empty(existingVaultId) ? ownGroup : split(existingVaultId, '/')
var vaultName = empty(existingVaultId) ? 'kv-${token}' : last(split(existingVaultId, '/'))

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${token}'
  location: location
  tags: tags
}

module monitoring 'monitoring.bicep' = {
  params: {
    workspaceName: 'log-${token}'
    componentName: 'appi-${token}'
    location: location
    tags: tags
    appPrincipalId: identity.properties.principalId
    appIdentityId: identity.id
  }
}

module alerts 'alerts.bicep' = {
  params: {
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
    token: token
    receivers: alertReceivers
    waitingMinutes: alertWaitingMinutes
  }
}

module workbook 'workbook.bicep' = {
  params: {
    workspaceId: monitoring.outputs.workspaceId
    location: location
    tags: tags
    token: token
  }
}

module storageAccount 'storage-account.bicep' = if (empty(existingStorageId)) {
  params: {
    name: storageName
    location: location
    tags: tags
    isPrivate: isPrivate
  }
}

module storage 'storage-contents.bicep' = {
  scope: resourceGroup(storagePath[2], storagePath[4])
  dependsOn: [storageAccount]
  params: {
    accountName: storageName
    queue: queue
    resultsQueue: resultsQueue
    attachmentsContainer: attachmentsContainer
    packageContainer: packageContainer
    appPrincipalId: identity.properties.principalId
    appIdentityId: identity.id
    producers: producers
  }
}

module vaultItself 'vault.bicep' = if (hasVault && empty(existingVaultId)) {
  params: {
    name: vaultName
    location: location
    tags: tags
    isPrivate: isPrivate
    isRecovered: isVaultRecovered
  }
}

module vault 'vault-roles.bicep' = if (hasVault) {
  scope: resourceGroup(vaultPath[2], vaultPath[4])
  dependsOn: [vaultItself]
  params: {
    vaultName: vaultName
    certificateSource: hasVault ? certificateSource : 'vault-sign'
    appPrincipalId: identity.properties.principalId
    appIdentityId: identity.id
    certificateOfficer: certificateOfficer
  }
}

module vaultEvents 'vault-events.bicep' = if (hasVault) {
  scope: resourceGroup(vaultPath[2], vaultPath[4])
  params: {
    vaultName: vaultName
    location: empty(existingVaultId) ? location : vault!.outputs.location
    tags: tags
    token: token
    existingTopic: existingVaultTopic
    certificateName: certificateName
    groupIds: alerts.outputs.groupIds
  }
  dependsOn: [vaultItself]
}

module privateNetwork 'network.bicep' = if (isPrivate) {
  params: {
    networkName: 'vnet-${token}'
    natGatewayName: 'ng-${token}'
    addressName: 'pip-${token}'
    location: location
    tags: tags
  }
}

module storageEndpoints 'private-endpoint.bicep' = [
  for service in isPrivate ? ['blob', 'queue', 'table'] : []: {
    params: {
      name: 'pep-${service}-${token}'
      location: location
      tags: tags
      targetId: resourceId(storagePath[2], storagePath[4], 'Microsoft.Storage/storageAccounts', storageName)
      service: service
      zoneName: 'privatelink.${service}.${environment().suffixes.storage}'
      networkId: privateNetwork!.outputs.networkId
      subnetId: privateNetwork!.outputs.endpointsSubnetId
    }
    dependsOn: [storage]
  }
]

module vaultEndpoint 'private-endpoint.bicep' = if (isPrivate && hasVault) {
  params: {
    name: 'pep-vault-${token}'
    location: location
    tags: tags
    targetId: resourceId(vaultPath[2], vaultPath[4], 'Microsoft.KeyVault/vaults', vaultName)
    service: 'vault'
    zoneName: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
    networkId: privateNetwork!.outputs.networkId
    subnetId: privateNetwork!.outputs.endpointsSubnetId
  }
  dependsOn: [vault]
}

// After the roles and the endpoints: the platform reads the package, and the host takes its leases, at the first start.
module app 'function-app.bicep' = {
  dependsOn: [storageEndpoints]
  params: {
    planName: 'plan-${token}'
    appName: 'func-${token}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    packageContainer: packageContainer
    insightsConnectionString: monitoring.outputs.connectionString
    tenantId: tenantId
    clientId: clientId
    cloud: cloud
    mailboxes: mailboxes
    permissionModel: permissionModel
    certificateSource: certificateSource
    vaultUrl: hasVault ? vault!.outputs.vaultUrl : ''
    certificateName: certificateName
    queue: queue
    resultsQueue: resultsQueue
    attachmentsContainer: attachmentsContainer
    alertTo: alertTo
    options: options
    tracesEndpoint: tracesEndpoint
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    subnetId: isPrivate ? privateNetwork!.outputs.appSubnetId : ''
    isPrivate: isPrivate
    packageUri: packageUri
  }
}

var sitesDomain = {
  AzureCloud: 'azurewebsites.net'
  AzureUSGovernment: 'azurewebsites.us'
  AzureChinaCloud: 'chinacloudsites.cn'
}

module appEndpoint 'private-endpoint.bicep' = if (isPrivate) {
  params: {
    name: 'pep-app-${token}'
    location: location
    tags: tags
    targetId: app.outputs.appId
    service: 'sites'
    zoneName: 'privatelink.${sitesDomain[environment().name]}'
    networkId: privateNetwork!.outputs.networkId
    subnetId: privateNetwork!.outputs.endpointsSubnetId
  }
}

output appName string = 'func-${token}'
output hostName string = app.outputs.hostName
output identityClientId string = identity.properties.clientId
output vaultName string = hasVault ? vaultName : ''
output vaultUrl string = hasVault ? vault!.outputs.vaultUrl : ''
output storageName string = storageName
output queueEndpoint string = storage.outputs.queueEndpoint
output outboundAddress string = isPrivate ? privateNetwork!.outputs.address : ''
