import { MailOptions, Tags } from 'types.bicep'

metadata description = 'The function app on its Flex Consumption plan, with its settings.'

param planName string
param appName string
param location string
param tags Tags

@description('The user-assigned identity as which the app meets storage, vault and Application Insights.')
param identityId string
param identityClientId string

param blobEndpoint string
param queueEndpoint string
param tableEndpoint string

@description('The container of the deployed package.')
param packageContainer string

param insightsConnectionString string

param tenantId string
@description('The app registration; empty until the Entra administrator has made it.')
param clientId string
param cloud string
param mailboxes string
param permissionModel string
param certificateSource string
@description('The vault with the certificate; unused where the source is federated.')
param vaultUrl string
param certificateName string
param queue string
param resultsQueue string
param attachmentsContainer string
param alertTo string
param options MailOptions
@description('Where traces go (OTLP over HTTP); empty: nowhere.')
param tracesEndpoint string

param maximumInstances int
param instanceMemory int

@description('The subnet through which it leaves, and without which nobody enters it; empty: no network.')
param subnetId string
@description('Whether it is reached through a private endpoint only.')
param isPrivate bool

@description('The address of released-package.zip; empty: the code is pushed later.')
param packageUri string

// What stands in the template's parameters. The app takes an empty setting for an absent one, so it is left out.
var chosen = union(options, {
  MAIL_TENANT_ID: tenantId
  MAIL_CLIENT_ID: clientId
  MAIL_CLOUD: cloud
  MAIL_MAILBOXES: mailboxes
  MAIL_PERMISSION_MODEL: permissionModel
  MAIL_CERTIFICATE_SOURCE: certificateSource
  MAIL_CERTIFICATE_NAME: certificateSource == 'federated' ? '' : certificateName
  MAIL_QUEUE: queue
  MAIL_RESULTS_QUEUE: resultsQueue
  MAIL_ATTACHMENTS_CONTAINER: attachmentsContainer
  MAIL_ALERT_TO: alertTo
  OTEL_EXPORTER_OTLP_ENDPOINT: tracesEndpoint
})
var chosenSettings = map(filter(items(chosen), setting => !empty(setting.value)), setting => {
  name: setting.key
  value: setting.value
})

// The three addresses instead of an account's name: they hold in every cloud.
var storageSettings = flatten(map(['AzureWebJobsStorage', 'MAIL_STORAGE'], connection => [
  { name: '${connection}__blobServiceUri', value: blobEndpoint }
  { name: '${connection}__queueServiceUri', value: queueEndpoint }
  { name: '${connection}__tableServiceUri', value: tableEndpoint }
  { name: '${connection}__credential', value: 'managedidentity' }
  { name: '${connection}__clientId', value: identityClientId }
]))

var otherSettings = concat(
  [
    { name: 'MAIL_IDENTITY_CLIENT_ID', value: identityClientId }
    { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnectionString }
    {
      name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
      value: 'ClientId=${identityClientId};Authorization=AAD'
    }
  ],
  certificateSource == 'federated' ? [] : [{ name: 'MAIL_VAULT_URL', value: vaultUrl }]
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: appName
  location: location
  // azd finds the app of the service `mail` by this tag.
  tags: union(tags, { 'azd-service-name': 'mail' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: isPrivate ? subnetId : null
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'node'
        version: '24'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      appSettings: concat(chosenSettings, storageSettings, otherSettings)
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // For who deploys by the button; azd, az and workflows push the package themselves.
  resource code 'extensions' = if (!empty(packageUri)) {
    name: 'onedeploy'
    #disable-next-line BCP187
    properties: {
      packageUri: packageUri
      remoteBuild: false
    }
  }
}

output appId string = app.id
output hostName string = app.properties.defaultHostName
