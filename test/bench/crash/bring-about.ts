import { QueueClient } from '@azure/storage-queue';
import type { RunningHost } from '../../../local/host/start-host.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import type { CrashPoint } from '../../../shared/mailbox/crash-points.ts';
import type { Services } from '../outage/services.ts';
import { plainMessage } from '../plain-message.ts';
import { enqueue } from '../rig/load.ts';
import type { Rig } from '../rig/rig.ts';
import { createPoster, postedMessage } from './poster.ts';

/** Settings of a process that is to pass this point soon. */
export const settingsFor = (point: CrashPoint): Record<string, string> => ({
  ...(point === 'sweep-found' && { BENCH_SWEEP_MS: '200' }),
  ...(point === 'result-left' && { MAIL_RESULTS_QUEUE: 'mail-results' }),
});

/** The first is taken in and out, the others wait for it in the room. */
const FEW = 3;

/**
 * Brings a process to the point by way of a mailbox that is quiet so far. Gives how many messages it queued; `undo`
 * brings back what was taken away. The sweep needs a mailbox that another death left behind.
 */
export async function bringAbout(
  rig: Rig,
  services: Pick<Services, 'table' | 'smtp'>,
  point: CrashPoint,
  mailbox: string,
  host: RunningHost,
): Promise<{ queued: number; undo(): void }> {
  const done = (queued: number, undo = () => {}) => ({ queued, undo });
  const enqueueWithout = (service: { down: boolean }) => {
    service.down = true;
    return enqueue(rig, FEW, [mailbox]);
  };
  switch (point) {
    case 'poison-settled':
      // A message that the host gave up on before it was taken in.
      await put(rig, 'poison', { ...plainMessage(`poison-${crypto.randomUUID()}`), from: mailbox });
      return done(1);
    case 'turn-taken':
      await put(rig, 'turns', { mailbox: mailboxKey(mailbox), at: 0 });
      return done(0);
    case 'rung':
      // A mailbox whose server is away is rung for when it may try again.
      return done(await enqueueWithout(services.smtp), () => bringBack(services.smtp));
    case 'posted':
    case 'posted-rung':
      // The answer does not come: the process ends before.
      await createPoster().post(host, [postedMessage(mailbox)]);
      return done(1);
    case 'put-back':
      return done(await enqueueWithout(services.table), () => bringBack(services.table));
    default:
      return done(await enqueue(rig, FEW, [mailbox]));
  }
}

const bringBack = (service: { down: boolean }): void => {
  service.down = false;
};

async function put({ stack }: Rig, suffix: string, body: object): Promise<void> {
  const queue = new QueueClient(stack.azurite.connectionString, `${stack.queue.name}-${suffix}`);
  await queue.createIfNotExists();
  await queue.sendMessage(JSON.stringify(body));
}
