import { Tags } from 'types.bicep'
import { roleIds } from 'roles.bicep'

metadata description = 'Where the app\'s log goes: Application Insights, which takes it from the app\'s identity alone.'

param workspaceName string
param componentName string
param location string
param tags Tags

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('What the name of the app\'s role assignment is made from. Not the object id, which is not known when names have to be.')
param appIdentityId string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

resource appAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: component
  name: guid(component.id, appIdentityId, roleIds.monitoringMetricsPublisher)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.monitoringMetricsPublisher
    )
    description: 'The app\'s log is taken from its identity; without this role it is dropped in silence.'
  }
}

output connectionString string = component.properties.ConnectionString
output workspaceId string = workspace.id
