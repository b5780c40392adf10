import type { LockOutRule } from './limits.ts';
import type { Reply } from './state.ts';

const throttled = (code: string, errors: string): Reply =>
  `550 ${code} Sender throttled due to continuous ${errors} errors.`;

/** Refusals that count → what the mailbox is told once it is locked out for them. */
const kinds: readonly (readonly [RegExp, Reply])[] = [
  [/^554 5\.2\.2 mailbox full;/, throttled('5.2.251', 'mailbox full')],
  [/^554 5\.2\.252 SendAsDenied;/, throttled('5.2.252', 'send as denied')],
  [/^550 5\.7\.1 Client does not have permissions to submit/, throttled('5.2.253', 'invalid license')],
  [/^452 4\.5\.3 Too many recipients/, throttled('5.2.254', 'too many recipients')],
  [/^550 5\.(?:1\.10?|4\.1) /, throttled('5.2.255', 'invalid recipients')],
];

/** What a refusal would lock a mailbox out with; undefined when it does not count. */
export const lockOutFor = (refusal: Reply): Reply | undefined =>
  kinds.find(([pattern]) => pattern.test(refusal))?.[1];

/** Whether one mailbox is locked out, and how near it is. Times in milliseconds. */
export interface LockOut {
  /** What every submission is told just now. */
  reply(now: number): Reply | undefined;
  /** Counts a refusal, by what it locks out with. */
  count(kind: Reply, rule: LockOutRule, now: number): void;
  /** A message went through: the row of refusals is broken. */
  reset(): void;
}

/** A mailbox that has done nothing wrong yet. */
export function createLockOut(): LockOut {
  let row: { kind: Reply; times: number; last: number } | undefined;
  let lock: { reply: Reply; until: number } | undefined;
  return {
    reply: (now) => (lock && now < lock.until ? lock.reply : undefined),
    count(kind, { after = 5, within, lasts }, now) {
      const goesOn = row?.kind === kind && now - row.last <= within;
      row = { kind, times: goesOn && row ? row.times + 1 : 1, last: now };
      if (row.times < after) return;
      lock = { reply: kind, until: now + lasts };
      row = undefined;
    },
    reset() {
      row = undefined;
    },
  };
}
