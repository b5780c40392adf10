import { Tags } from 'types.bicep'

metadata description = 'The storage account, without keys and without anything public.'

@minLength(3)
@maxLength(24)
param name string
param location string
param tags Tags

@description('Whether it is reached through private endpoints only.')
param isPrivate bool

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  // One data centre: it exists in every region. Change it here for zones (Standard_ZRS) or a second region.
  sku: { name: 'Standard_LRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // Identities only, for the Functions host and its scaling as well.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

// No soft delete of blobs: the content of a message is to be gone once it was sent.
resource blobServices 'Microsoft.Storage/storageAccounts/blobServices@2025-08-01' = {
  parent: account
  name: 'default'
  properties: { deleteRetentionPolicy: { enabled: false } }
}
