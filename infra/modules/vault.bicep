import { Tags } from 'types.bicep'

metadata description = 'The key vault of the certificate. Its roles are assigned in vault-roles.bicep, its certificate is made by a hook: no template can.'

@minLength(3)
@maxLength(24)
param name string
param location string
param tags Tags

@description('Whether it is reached through a private endpoint only.')
param isPrivate bool

@description('Whether a vault of this name that was deleted, and is still kept, is brought back.')
param isRecovered bool

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: isRecovered ? 'recover' : 'default'
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    // Cannot be changed later.
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}
