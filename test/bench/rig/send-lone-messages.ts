import { setTimeout as sleep } from 'node:timers/promises';
import { countRun, type RawCounts } from './counts.ts';
import { enqueue, untilDistinct } from './load.ts';
import { withRig } from './rig.ts';

/** Longer than the app remembers a hold of all mailboxes (five seconds), so that each message finds nothing fresh. */
const PAUSE_MS = 6_000;

/** Until the turn is given back, and Azurite's log has told it. */
const GIVEN_BACK_MS = 1_500;

/**
 * Table requests for each message where one comes at a time, to a process that is warm, with Exchange-like latency:
 * without it a send may end before the look into the room does, which costs one more.
 */
export async function sendLoneMessages(
  messages: number,
): Promise<{ counts: RawCounts; tableRequests: number }> {
  return withRig({ mailboxes: 1, latency: true, env: { MAIL_PACE: 'off' } }, async (rig) => {
    await rig.startProcess();
    const sendOne = async (nth: number) => {
      await enqueue(rig, 1);
      await untilDistinct(rig, nth);
    };
    await sendOne(1);
    await sleep(PAUSE_MS);
    const before = rig.requests.table;
    for (let nth = 2; nth <= messages + 1; nth += 1) {
      await sendOne(nth);
      await sleep(nth > messages ? GIVEN_BACK_MS : PAUSE_MS);
    }
    const tableRequests = (rig.requests.table - before) / messages;
    return { counts: await countRun(rig, { queued: messages + 1, processes: 1 }), tableRequests };
  });
}
