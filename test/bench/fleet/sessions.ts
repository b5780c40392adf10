import type { Attempt, Attempted } from '../../../shared/mailbox/parts.ts';
import type { Process } from '../../support/model/process.ts';
import { notBegun, type Reply, temporaryError } from '../../support/model/replies.ts';
import { type FleetWorld, mailboxOf } from './world.ts';

/** The sessions of one mailbox in one process, as `shared/smtp/pool.ts` keeps them. */
interface Lane {
  busy: number;
  idle: object[];
  waiting: (() => void)[];
}

const MOST_SESSIONS = 3;
const IDLE_MS = 20_000;
/** From a reply's leaving the server until the process has it. */
const REPLY_MS = 2;

/** How one process hands messages in: sessions that are used again, a token, the message, an answer. */
export function openSessions(
  { time, random, exchange, plan, books }: FleetWorld,
  process: Process,
): { attempt: Attempt; released(key: string): void } {
  const { tokenMs, connectMs, authMs, bodyMs, wayMs, turnedAway } = plan.exchange;
  const lanes = new Map<string, Lane>();
  let token: Promise<void> | undefined;

  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      process.later(milliseconds, resolve);
    });

  function laneOf(key: string): Lane {
    const lane = lanes.get(key) ?? { busy: 0, idle: [], waiting: [] };
    lanes.set(key, lane);
    return lane;
  }

  async function takePlace(lane: Lane): Promise<void> {
    if (lane.busy < MOST_SESSIONS) lane.busy += 1;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve));
  }

  function leavePlace(lane: Lane): void {
    const next = lane.waiting.shift();
    if (next) next();
    else lane.busy -= 1;
  }

  function keep(key: string, lane: Lane): void {
    const session = {};
    lane.idle.push(session);
    process.later(IDLE_MS, () => {
      if (!lane.idle.includes(session)) return;
      lane.idle = lane.idle.filter((one) => one !== session);
      exchange.logOut(key, process);
    });
  }

  function askForToken(): Promise<void> {
    books.tokens += 1;
    return wait(tokenMs);
  }

  async function open(key: string): Promise<Reply | undefined> {
    token ??= askForToken();
    await token;
    await wait(connectMs + authMs);
    return exchange.logIn(key, process);
  }

  /** What the server has, it judges, whatever becomes of the process. */
  function handIn(key: string, id: string): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const answer = (reply: Reply | undefined) => process.later(REPLY_MS, () => resolve(reply));
      time.at(time.now + random.between(0, wayMs), () => {
        const tooFast = exchange.arrive(key);
        if (tooFast) return answer(tooFast);
        time.at(time.now + bodyMs, () =>
          answer(random.chance(turnedAway) ? temporaryError : exchange.take(key, id, 1)),
        );
      });
    });
  }

  return {
    async attempt({ record, mayStart }) {
      const key = mailboxOf(record.id);
      const lane = laneOf(key);
      await takePlace(lane);
      const refusal = lane.idle.pop() ? undefined : await open(key);
      if (refusal) {
        leavePlace(lane);
        return ended(refusal);
      }
      const isSent = mayStart();
      const reply = isSent ? await handIn(key, record.id) : notBegun;
      // A server that says 421 closes the line.
      if (reply?.fault.code === '421') exchange.logOut(key, process);
      else keep(key, lane);
      leavePlace(lane);
      return isSent ? ended(reply) : { ...ended(reply), notStarted: true };
    },
    released(key) {
      for (const _ of laneOf(key).idle.splice(0)) exchange.logOut(key, process);
    },
  };
}

/** How an attempt to one recipient ended; without a reply to complain of it was accepted. */
function ended(refusal: Reply | undefined): Attempted {
  const told = ['zoe@fabrikam.example'];
  return refusal
    ? {
        outcome: { kind: 'failed', faults: [refusal.fault] },
        explanations: [refusal.explanation],
        left: [0],
        told,
        stages: {},
      }
    : {
        outcome: { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] },
        explanations: [],
        left: [],
        told,
        stages: {},
      };
}
