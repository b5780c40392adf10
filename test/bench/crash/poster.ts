import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningHost } from '../../../local/host/start-host.ts';
import { plainMessage } from '../plain-message.ts';

/** A producer that posts each of its messages until a process answers 202. */
export interface Poster {
  /** Makes new messages, and posts all that have no 202 yet to this process. */
  post(host: RunningHost, messages: readonly object[]): Promise<void>;
  /** Posts to this process until every message has its 202, or the time is over. */
  finish(host: RunningHost, patienceMs: number): Promise<void>;
  /** How many have their 202. */
  readonly taken: number;
}

const PAUSE_MS = 100;

export function createPoster(): Poster {
  let pending: object[] = [];
  let taken = 0;
  const post: Poster['post'] = async (host, messages) => {
    const batch = [...pending, ...messages];
    pending = [];
    await Promise.all(
      batch.map(async (message) => {
        if (await isTaken(host, message)) taken += 1;
        else pending.push(message);
      }),
    );
  };
  return {
    post,
    async finish(host, patienceMs) {
      const until = Date.now() + patienceMs;
      for (; pending.length > 0 && Date.now() < until; await sleep(PAUSE_MS)) await post(host, []);
    },
    get taken() {
      return taken;
    },
  };
}

/** Posts once. A process that is killed meanwhile gives no answer. */
async function isTaken({ url, key }: RunningHost, message: object): Promise<boolean> {
  const answer = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': key },
    body: JSON.stringify(message),
  }).catch(() => undefined);
  return answer?.status === 202;
}

/** A message that is posted, from one of the mailboxes. */
export const postedMessage = (from: string, more: object = {}) => ({
  ...plainMessage(`posted-${crypto.randomUUID()}`),
  from,
  ...more,
});
