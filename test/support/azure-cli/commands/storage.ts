import { QueueServiceClient } from '@azure/storage-queue';
import type { Command, Given } from '../command.ts';
import { AzFailure, noSuchResource } from '../failure.ts';
import { type AzureWorld, resourceId } from '../world.ts';

const reach = '--account-name --auth-mode=login/key --connection-string';

/** The storage account; its queues are those of the running Azurite. */
export const storage: Readonly<Record<string, Command>> = {
  'storage account show': {
    options: '--name,-n! --resource-group,-g',
    run(given, { resources }) {
      const name = given.must('name');
      if (name !== resources.storageAccount) throw noSuchResource('Microsoft.Storage/storageAccounts', name);
      return {
        id: resourceId(resources, 'Microsoft.Storage/storageAccounts', name),
        name,
        networkRuleSet: {
          bypass: 'AzureServices',
          defaultAction: 'Allow',
          ipRules: [],
          virtualNetworkRules: [],
        },
        publicNetworkAccess: 'Enabled',
      };
    },
  },
  'storage queue list': {
    options: reach,
    async run(given, world) {
      const found: { name: string }[] = [];
      for await (const { name } of queues(given, world).listQueues()) found.push({ name });
      return found;
    },
  },
  'storage message put': {
    options: `${reach} --queue-name,-q! --content! --time-to-live --visibility-timeout`,
    async run(given, world) {
      const queue = queues(given, world).getQueueClient(given.must('queue-name'));
      // Seven days where absent, as the service has it.
      const seconds = Number(given.one('time-to-live') ?? 604_800);
      const { messageId } = await queue.sendMessage(given.must('content'), { messageTimeToLive: seconds });
      return { id: messageId, content: given.must('content') };
    },
  },
  'storage queue create': {
    options: `${reach} --name,-n!`,
    async run(given, world) {
      const { succeeded } = await queues(given, world).getQueueClient(given.must('name')).createIfNotExists();
      return { created: succeeded };
    },
  },
};

function queues(given: Given, { storage: connection, resources }: AzureWorld): QueueServiceClient {
  const account = given.one('account-name');
  if (!given.has('connection-string') && account !== resources.storageAccount) {
    throw new AzFailure(1, `Failed to resolve '${account}.queue.core.windows.net'`);
  }
  if (!connection) throw new AzFailure(1, 'the stand-in was started without storage');
  return QueueServiceClient.fromConnectionString(connection);
}
