import { ofType } from '../template.ts';
import { settingsOf } from './app-settings.ts';
import { type Check, differences, unless } from './check.ts';

export const vaultEvents: Check = {
  says: 'the vault itself tells the end of the certificate, without the app in between; no vault, no event',
  problems: (evaluated, { source, existing, topic, receivers }) => {
    const topics = ofType(evaluated, 'Microsoft.EventGrid/systemTopics');
    const subscriptions = ofType(evaluated, 'Microsoft.EventGrid/systemTopics/eventSubscriptions');
    if (source === 'federated') return unless({ 'there are events of no vault': subscriptions.length === 0 });
    const certificate = Object.fromEntries(settingsOf(evaluated)).MAIL_CERTIFICATE_NAME;
    const group = existing === 'vault' ? 'rg-keys' : 'rg-contoso';
    return [
      ...unless({
        'there is not one topic of the vault': topics.length === (topic ? 0 : 1),
        'an event is of another topic': subscriptions.every(
          ({ name }) => name.split('/')[0] === (topic ?? topics[0]?.name),
        ),
      }),
      ...differences(
        'the events',
        subscriptions.flatMap(({ properties }) => properties.filter.includedEventTypes),
        ['Microsoft.KeyVault.CertificateNearExpiry', 'Microsoft.KeyVault.CertificateExpired'],
      ),
      ...[...topics, ...subscriptions]
        .filter(({ id }) => !id.includes(`/resourceGroups/${group}/`))
        .map(({ name }) => `${name} is not where the vault is`),
      ...subscriptions.flatMap(({ name, properties: { destination, eventDeliverySchema, filter } }) =>
        unless({
          [`${name} makes no alert`]: destination.endpointType === 'MonitorAlert',
          [`${name} is in a schema that alerts do not take`]: eventDeliverySchema === 'CloudEventSchemaV1_0',
          [`${name} tells nobody`]:
            destination.properties.actionGroups.length === (receivers.length > 0 ? 1 : 0),
          [`${name} is about other certificates too`]:
            filter.subjectBeginsWith === certificate && filter.subjectEndsWith === certificate,
        }),
      ),
    ];
  },
};
