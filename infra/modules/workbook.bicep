import { Tags } from 'types.bicep'

metadata description = 'How mail goes, to look at: a workbook over the app\'s log.'

param workspaceId string
param location string
param tags Tags

@description('What its name, a GUID, is made from.')
param token string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(token, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'SendAsApp'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: replace(loadTextContent('../workbook.json'), '{workspace}', workspaceId)
  }
}
