import type { QueueServiceClient } from '@azure/storage-queue';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';

/** About how many messages a queue holds, hidden ones included; undefined where there is no such queue. */
export async function countQueued(
  queues: QueueServiceClient,
  name: string,
): Promise<Result<number | undefined, Fault>> {
  try {
    const { approximateMessagesCount = 0 } = await queues.getQueueClient(name).getProperties();
    return ok(approximateMessagesCount);
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return ok(undefined);
    return failed(faultFromAzure('storage', error));
  }
}
