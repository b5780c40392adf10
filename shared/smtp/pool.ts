import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import type { NotStarted, Send, Submission } from '../mail/submission.ts';
import type { SmtpEndpoint } from './endpoint.ts';
import { openSession, type Session } from './session.ts';

/** Exchange Online takes 3 concurrent submissions for one mailbox; a fourth gets `432 4.3.2`. */
const SESSIONS_PER_MAILBOX = 3;
/** An idle line is given back before the server ends it (`421 4.4.1 Connection timed out`). */
const IDLE_MS = 20_000;

const waitedTooLong: Fault = {
  at: 'submit',
  code: 'deadline-passed',
  said: 'The deadline of this attempt passed while it waited for a free session of its mailbox',
};

const notStarted: NotStarted = { kind: 'not-started' };

export interface SessionPool {
  send: Send;
  /** Closes what a mailbox has idle: connections of two processes together would be too many for it. */
  release(mailbox: string): void;
  /** Closes what is idle; sessions at work finish first. */
  close(): void;
}

/** The sessions of one mailbox: those at work, those that wait for work, and who waits for one. */
interface Lane {
  busy: number;
  idle: { session: Session; timer: NodeJS.Timeout }[];
  waiting: (() => void)[];
}

/** Keeps at most three sessions a mailbox, used again while the queue has mail. */
export function createSessionPool(endpoint: SmtpEndpoint): SessionPool {
  const lanes = new Map<string, Lane>();

  function laneOf(mailbox: string): Lane {
    const lane = lanes.get(mailbox) ?? { busy: 0, idle: [], waiting: [] };
    lanes.set(mailbox, lane);
    return lane;
  }

  /** Waits for a place; false where the deadline came first, and then no place is held. */
  async function takePlace(lane: Lane, signal: AbortSignal): Promise<boolean> {
    if (lane.busy < SESSIONS_PER_MAILBOX) {
      lane.busy += 1;
      return true;
    }
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      // Whoever leaves hands its place on, so that `busy` stays as it is.
      const take = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = () => {
        lane.waiting = lane.waiting.filter((one) => one !== take);
        resolve(false);
      };
      lane.waiting.push(take);
      signal.addEventListener('abort', giveUp);
    });
  }

  function leavePlace(lane: Lane): void {
    const next = lane.waiting.shift();
    if (next) next();
    else lane.busy -= 1;
  }

  function takeIdle(lane: Lane): Session | undefined {
    for (let kept = lane.idle.pop(); kept; kept = lane.idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.session.isOpen) return kept.session;
    }
    return undefined;
  }

  function closeIdle(lane: Lane): void {
    for (let session = takeIdle(lane); session; session = takeIdle(lane)) session.close();
  }

  function keep(lane: Lane, session: Session): void {
    if (!session.isOpen) return;
    const timer = setTimeout(() => {
      lane.idle = lane.idle.filter((kept) => kept.session !== session);
      session.close();
    }, IDLE_MS);
    // An idle line is no reason for a process to stay.
    timer.unref();
    lane.idle.push({ session, timer });
  }

  async function open({ mailbox, token, stopwatch, signal }: Submission): Promise<Result<Session, Fault>> {
    const first = await token();
    if (!first.ok) return first;
    const session = await openSession(endpoint, { mailbox, token: first.value }, stopwatch, signal);
    if (session.ok || explain(session.error).treat !== 'refresh') return session;
    // A token keeps what it was issued with until its end: consent given since then shows only in a new one.
    const second = await token(first.value);
    return second.ok && second.value !== first.value
      ? openSession(endpoint, { mailbox, token: second.value }, stopwatch, signal)
      : session;
  }

  async function sendOn(lane: Lane, session: Session, submission: Submission) {
    const { envelope, raw, isDryRun, stopwatch, signal, mayStart } = submission;
    if (!mayStart()) {
      keep(lane, session);
      return { outcome: notStarted, nothingSent: false };
    }
    const sent = await stopwatch.time('submit', () =>
      isDryRun ? session.rehearse(envelope, signal) : session.send(envelope, raw, signal),
    );
    keep(lane, session);
    return sent;
  }

  return {
    async send(submission) {
      const lane = laneOf(submission.mailbox);
      const { stopwatch, signal } = submission;
      if (!(await stopwatch.time('wait', () => takePlace(lane, signal)))) {
        return { kind: 'failed', faults: [waitedTooLong] };
      }
      try {
        const used = takeIdle(lane);
        if (used) {
          const sent = await sendOn(lane, used, submission);
          // The server may have ended an idle line meanwhile: certainly not sent, so a new line is no second copy.
          if (!sent.nothingSent || signal.aborted) return sent.outcome;
        }
        const session = await open(submission);
        if (!session.ok) return { kind: 'failed', faults: [session.error] };
        return (await sendOn(lane, session.value, submission)).outcome;
      } finally {
        leavePlace(lane);
      }
    },
    release: (mailbox) => closeIdle(laneOf(mailbox)),
    close() {
      for (const lane of lanes.values()) closeIdle(lane);
    },
  };
}
