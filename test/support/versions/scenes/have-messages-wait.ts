import { until } from '../../until.ts';
import { mailboxes, recipients, senders } from '../company.ts';
import { call, letter, type Work } from '../work.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Too many for a row. */
const LARGE_BYTES = 50_000;

const inFuture = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

/** For a retry, for a mailbox, for a sender, for their time, and for a person. */
export async function haveMessagesWait(work: Work): Promise<void> {
  const { knows, start, enqueue, is } = work;
  const host = await start();
  await enqueue('retry', { to: recipients.later });
  await is('retry', 'waiting');
  await enqueue('retry-former', { from: mailboxes.former, to: recipients.later });
  await is('retry-former', 'waiting', mailboxes.former);
  await hold(work, 'held-mailbox', mailboxes.held, mailboxes.held);
  await hold(work, 'held-sender', mailboxes.senders, senders.held);
  if (knows('sendAt')) {
    await enqueue('scheduled', { sendAt: inFuture(15 * MINUTE_MS) });
    await enqueue('scheduled-far', { sendAt: inFuture(300 * DAY_MS) });
    await is('scheduled-far', 'waiting');
  }
  const content = Buffer.alloc(LARGE_BYTES, 'large ').toString('base64');
  const large = { sendAt: inFuture(15 * MINUTE_MS), attachments: [{ filename: 'large.txt', content }] };
  if (await call(host, 'postMessage', ['POST', 'messages'], letter('large', large))) {
    await is('large', 'waiting');
  }
  const pause = { scope: 'sender', sender: senders.paused, why: 'wrong amounts' };
  if (await call(host, 'pauseMail', ['POST', 'holds'], pause)) {
    await enqueue('paused', { from: senders.paused });
    await is('paused', 'waiting');
  }
  await host.stop();
}

/** One that met the cause, and one that came after it. */
async function hold(
  { enqueue, is, mailbox }: Work,
  id: string,
  address: string,
  from: string,
): Promise<void> {
  await enqueue(`${id}-1`, { from });
  await until(`${address} to be held`, async () => {
    const { state } = await mailbox(address);
    return (state.hold ?? state.senderHolds) && state.owner === '';
  });
  await enqueue(`${id}-2`, { from, priority: 'high' });
  await is(`${id}-2`, 'waiting', address);
}
