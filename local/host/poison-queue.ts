import type { QueueServiceClient } from '@azure/storage-queue';
import { isQueueMissing } from './storage-refusal.ts';

export interface PoisonQueue {
  name: string;
  /** Adds a new message (own id, dequeue count, seven days to live); creates the queue where it is missing. */
  add(stored: string): Promise<void>;
}

const suffix = '-poison';
const longestQueueName = 63;

/** The poison queue beside a queue. None beside a poison queue or where its name would be too long. */
export function poisonQueueOf(
  service: QueueServiceClient,
  queueName: string,
  wake: (queueName: string) => void,
): PoisonQueue | undefined {
  const name = queueName + suffix;
  if (queueName.endsWith(suffix) || name.length > longestQueueName) return undefined;
  const queue = service.getQueueClient(name);
  return {
    name,
    async add(stored) {
      try {
        await queue.sendMessage(stored);
      } catch (error) {
        if (!isQueueMissing(error)) throw error;
        await queue.createIfNotExists();
        await queue.sendMessage(stored);
      }
      // A function on the poison queue in this process takes it up at once, without its poll.
      wake(name);
    },
  };
}
