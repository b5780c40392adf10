import { setTimeout as sleep } from 'node:timers/promises';
import { QueueClient } from '@azure/storage-queue';
import { countRun, type RawCounts } from './counts.ts';
import type { Rig } from './rig.ts';

const LOOK_EVERY_MS = 500;

/** How many messages lie in the mail queue and in its poison queue, those that are hidden included. */
export async function inQueues({ stack }: Rig): Promise<{ mail: number; poison: number }> {
  const poison = new QueueClient(stack.azurite.connectionString, `${stack.queue.name}-poison`);
  return { mail: await lengthOf(stack.queue), poison: await lengthOf(poison) };
}

async function lengthOf(queue: QueueClient): Promise<number> {
  try {
    return (await queue.getProperties()).approximateMessagesCount ?? 0;
  } catch (error) {
    // The host makes a poison queue with its first message.
    if ((error as { statusCode?: number }).statusCode === 404) return 0;
    throw error;
  }
}

/**
 * Counts a run once nothing moves any more: nothing waits, in the room or in a queue. A control leaves its poison where
 * it is, and that is lost: nobody hears of it. After `patienceMs` it counts what is there.
 */
export async function countSettled(
  rig: Rig,
  run: { queued: number; processes: number },
  patienceMs: number,
): Promise<RawCounts> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const { mail, poison } = await inQueues(rig);
    const waitingInQueues = rig.isControl ? mail : mail + poison;
    const counts = await countRun(rig, { ...run, waitingInQueues });
    if (waitingInQueues === 0 && counts.waiting === 0) return counts;
    // What lies in a queue may be with Exchange as well, and counts twice then.
    if (Date.now() > until) return { ...counts, lost: Math.max(0, counts.lost) };
    await sleep(LOOK_EVERY_MS);
  }
}
