import { Tags } from 'types.bicep'

metadata description = 'What the vault itself says of the end of the certificate: Event Grid makes an alert of it, with no part of the app in between.'

@minLength(3)
@maxLength(24)
param vaultName string

@description('The region of the vault: its topic has to be there too.')
param location string
param tags Tags

@description('Makes names unique.')
param token string

@description('The topic that an existing vault has already, since it can have one only; empty: one is made.')
param existingTopic string

@description('Which certificate; others in the vault are those of other people.')
param certificateName string

@description('Who gets mail.')
param groupIds string[]

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: vaultName
}

resource newTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = if (empty(existingTopic)) {
  name: 'evgt-${token}'
  location: location
  tags: tags
  properties: {
    source: vault.id
    topicType: 'Microsoft.KeyVault.vaults'
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: empty(existingTopic) ? 'evgt-${token}' : existingTopic
}

var alerts = [
  {
    event: 'CertificateNearExpiry'
    severity: 'Sev2'
    says: 'The vault says that the certificate ends in 30 days; after its end no mail leaves. Make a new one beside it.'
  }
  {
    event: 'CertificateExpired'
    severity: 'Sev1'
    says: 'The vault says that the certificate has ended: no mail leaves. Make a new one.'
  }
]

@batchSize(1)
resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for alert in alerts: {
    parent: topic
    dependsOn: [newTopic]
    name: '${alert.event}-${token}'
    properties: {
      // The only schema that alerts take.
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: {
        includedEventTypes: ['Microsoft.KeyVault.${alert.event}']
        // The subject is the certificate's name. A filter by a field of the event would be exact, and silent for good
        // where that field is called otherwise.
        subjectBeginsWith: certificateName
        subjectEndsWith: certificateName
      }
      destination: {
        endpointType: 'MonitorAlert'
        properties: {
          severity: alert.severity
          description: '${alert.says} More: docs/operations.md#the-certificate-ends'
          actionGroups: groupIds
        }
      }
    }
  }
]
