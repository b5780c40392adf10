import { Principal } from 'types.bicep'
import { roleIds } from 'roles.bicep'

metadata description = 'Who may do what in the key vault.'

@minLength(3)
@maxLength(24)
param vaultName string

@allowed(['vault-sign', 'vault-secret'])
param certificateSource string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('What the names of the app\'s role assignments are made from. Not the object id, which is not known when names have to be.')
param appIdentityId string

@description('Who makes the certificate; absent: nobody is given the right.')
param certificateOfficer Principal?

var appRoles = certificateSource == 'vault-sign'
  ? [
      {
        id: roleIds.keyVaultCryptoUser
        reason: 'The vault signs for the app.'
      }
      {
        id: roleIds.keyVaultReader
        reason: 'The public part of the certificate and its versions; no secret.'
      }
    ]
  : [
      {
        id: roleIds.keyVaultCertificateUser
        reason: 'The certificate with its private key, which the app signs with itself.'
      }
    ]

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: vaultName
}

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in appRoles: {
    scope: vault
    name: guid(vault.id, appIdentityId, role.id)
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      description: role.reason
    }
  }
]

resource officerAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (certificateOfficer != null) {
  scope: vault
  name: guid(vault.id, certificateOfficer.?principalId ?? '', roleIds.keyVaultCertificatesOfficer)
  properties: {
    principalId: certificateOfficer.?principalId ?? ''
    principalType: certificateOfficer.?principalType ?? 'User'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.keyVaultCertificatesOfficer
    )
    description: 'Whoever deploys makes the certificate. To be taken away when it is there.'
  }
}

output vaultUrl string = vault.properties.vaultUri
output location string = vault.location
