import type { Command } from '../command.ts';
import { AzFailure } from '../failure.ts';
import { resourceId } from '../world.ts';

/** What calls a function when something happens: action groups and event subscriptions. */
export const alerting: Readonly<Record<string, Command>> = {
  'monitor action-group create': {
    options: '--name,-n! --resource-group,-g! --short-name --action,-a*',
    run(given, { resources }) {
      const [type = '', name = '', uri = '', schema] = given.all('action');
      if (type !== 'webhook' || (schema !== undefined && schema !== 'usecommonalertschema')) {
        throw new AzFailure(2, 'the stand-in knows webhooks only: webhook NAME URI [usecommonalertschema]');
      }
      const receiver = { name, uri, useCommonAlertSchema: schema !== undefined };
      resources.webhooks.push(receiver);
      return {
        id: resourceId(resources, 'Microsoft.Insights/actionGroups', given.must('name')),
        webhookReceivers: [{ name, serviceUri: uri, useCommonAlertSchema: receiver.useCommonAlertSchema }],
      };
    },
  },
  'eventgrid event-subscription create': {
    options:
      '--name,-n! --source-resource-id! --endpoint! --endpoint-type=webhook/storagequeue/azurefunction --included-event-types* --event-delivery-schema=eventgridschema/cloudeventschemav1_0',
    run(given, { resources }) {
      const source = given.must('source-resource-id');
      resources.webhooks.push({ name: given.must('name'), uri: given.must('endpoint') });
      return { id: `${source}/providers/Microsoft.EventGrid/eventSubscriptions/${given.must('name')}` };
    },
  },
};
