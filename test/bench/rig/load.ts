import { setTimeout as sleep } from 'node:timers/promises';
import { plainMessage } from '../plain-message.ts';
import type { Rig } from './rig.ts';

/**
 * Puts so many messages for each of these mailboxes into the queue; gives how many in all. They are hidden until
 * `visibleAt`, milliseconds since 1970, and up to a second longer.
 */
export async function enqueue(
  rig: Rig,
  count: number,
  mailboxes: readonly string[] = rig.mailboxes,
  more: object = {},
  visibleAt = 0,
): Promise<number> {
  const run = crypto.randomUUID().slice(0, 8);
  const work = Array.from({ length: count }, (_, index) =>
    mailboxes.map((from, at) => ({ ...plainMessage(`bench-${run}-${at}-${index}`), from, ...more })),
  )
    .flat()
    .values();
  const produce = async () => {
    for (const message of work) {
      const visibilityTimeout = Math.max(0, Math.ceil((visibleAt - Date.now()) / 1000));
      await rig.stack.queue.sendMessage(JSON.stringify(message), { visibilityTimeout });
    }
  };
  await Promise.all(Array.from({ length: 16 }, produce));
  return count * mailboxes.length;
}

/** Waits until Exchange has so many different messages; false when it has not within `patienceMs`. */
export async function distinctWithin(rig: Rig, distinct: number, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (distinctIn(rig) < distinct) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/** Waits until Exchange has so many different messages. @throws when it does not within `patienceMs`. */
export async function untilDistinct(rig: Rig, distinct: number, patienceMs = 600_000): Promise<void> {
  if (await distinctWithin(rig, distinct, patienceMs)) return;
  throw new Error(`${distinctIn(rig)} of ${distinct} messages were accepted.`);
}

const distinctIn = ({ stack }: Rig): number =>
  new Set(stack.exchange.messages.map(({ messageId }) => messageId)).size;
