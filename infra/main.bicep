targetScope = 'subscription'

import { MailOptions, Principal } from 'modules/types.bicep'

metadata name = 'SendAsApp'
metadata description = 'Azure Functions that send queued mail through Exchange Online as an application.'

@description('The name of this deployment: names and tags are made from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The region of everything; one that has Flex Consumption.')
@minLength(1)
param location string

@description('The resource group; empty: rg- and the name of the deployment.')
param resourceGroupName string = ''

@description('Who logs in, each with the other addresses it may send from: billing@contoso.com: invoices@contoso.com; alerts@contoso.com')
@minLength(3)
param mailboxes string

@description('The directory (tenant) of the mailboxes; empty: that of the subscription.')
param tenantId string = ''

@description('The app registration that may send; empty until setup-entra.ps1 has made it.')
param clientId string = ''

@description('Which Microsoft cloud the mailboxes are in.')
@allowed(['worldwide', 'gcc-high', 'china'])
param cloud string = 'worldwide'

@description('How Exchange Online lets the app in: mailbox (FullAccess and SendAs) or rbac (Application RBAC).')
@allowed(['mailbox', 'rbac'])
param permissionModel string = 'mailbox'

@description('vault-sign: Key Vault signs, the private key never leaves it. vault-secret: the app reads it there. federated: no certificate, Entra trusts the managed identity.')
@allowed(['vault-sign', 'vault-secret', 'federated'])
param certificateSource string = 'vault-sign'

@description('The name of the certificate in the vault.')
@minLength(1)
@maxLength(127)
param certificateName string = 'mail-app'

@description('The queue that producers write to; three more are named after it.')
@minLength(3)
@maxLength(50)
param queue string = 'mail-outbound'

@description('The queue in which the app tells what became of messages; empty: it tells nobody.')
param resultsQueue string = ''

@description('The container of files that messages may name as attachments; empty: they may name none.')
param attachmentsContainer string = ''

@description('Who gets the alerts that are reported to the app: addresses, parted by commas; empty: nobody.')
param alertTo string = ''

@description('Limits and whatever else has a default: README lists the settings.')
param options MailOptions = {}

@description('Where traces go: the base address of an OpenTelemetry Collector (OTLP over HTTP); empty: nowhere.')
param tracesEndpoint string = ''

@description('none: all is reached from the internet, by identity. private: nothing is; the app leaves by one address that does not change.')
@allowed(['none', 'private'])
param network string = 'none'

@description('The resource id of a key vault that is there already, with roles instead of access policies; empty: one is made.')
param existingVaultId string = ''

@description('The name of the Event Grid system topic that the existing vault has already, in its resource group; empty: one is made.')
param existingVaultTopic string = ''

@description('The resource id of a storage account that is there already; empty: one is made.')
param existingStorageId string = ''

@description('Brings back the vault that an earlier deployment of this name had, and that is still kept after its deletion.')
param recoverVault bool = false

@description('Who may put messages into the queue.')
param producers Principal[] = []

@description('Whoever deploys, who is to make the certificate: object id. azd gives it; empty: nobody is given that right.')
param principalId string = ''

@description('What principalId is.')
@allowed(['Group', 'ServicePrincipal', 'User'])
param principalType string = 'User'

@description('The most instances that run at the same time. Some regions take no fewer than 40.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('The memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('The address of released-package.zip, which the platform fetches; empty: the code is pushed later (azd, az, a workflow).')
param packageUri string = ''

@description('Mail addresses that Azure tells when something is wrong; none: alerts are seen in the portal alone.')
param alertReceivers string[] = []

@description('How many minutes a message may wait before somebody is told.')
@minValue(5)
param alertWaitingMinutes int = 60

var mailTenantId = empty(tenantId) ? tenant().tenantId : tenantId
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module mail 'modules/mail.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: uniqueString(subscription().id, environmentName, location)
    tenantId: mailTenantId
    clientId: clientId
    cloud: cloud
    mailboxes: mailboxes
    permissionModel: permissionModel
    certificateSource: certificateSource
    certificateName: certificateName
    queue: queue
    resultsQueue: resultsQueue
    attachmentsContainer: attachmentsContainer
    alertTo: alertTo
    options: options
    tracesEndpoint: tracesEndpoint
    producers: producers
    certificateOfficer: empty(principalId) ? null : { principalId: principalId, principalType: principalType }
    network: network
    existingVaultId: existingVaultId
    existingVaultTopic: existingVaultTopic
    existingStorageId: existingStorageId
    isVaultRecovered: recoverVault
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    packageUri: packageUri
    alertReceivers: alertReceivers
    alertWaitingMinutes: alertWaitingMinutes
  }
}

// azd keeps these as values of its environment; the hooks read them there.
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = mail.outputs.appName
output AZURE_FUNCTION_APP_HOST string = mail.outputs.hostName
output AZURE_STORAGE_ACCOUNT_NAME string = mail.outputs.storageName
output AZURE_KEY_VAULT_NAME string = mail.outputs.vaultName
output MAIL_TENANT_ID string = mailTenantId
output MAIL_CERTIFICATE_SOURCE string = certificateSource
output MAIL_CERTIFICATE_NAME string = certificateName
output MAIL_VAULT_URL string = mail.outputs.vaultUrl
output MAIL_IDENTITY_CLIENT_ID string = mail.outputs.identityClientId
output AZURE_QUEUE_URL string = '${mail.outputs.queueEndpoint}${queue}'
output AZURE_OUTBOUND_ADDRESS string = mail.outputs.outboundAddress
