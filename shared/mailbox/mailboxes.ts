import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Taken } from './flight.ts';
import type { RoomParts } from './parts.ts';
import { type Serving, serve } from './serve.ts';
import { type TakenIn, takeIn, takeInAndOut } from './take-in.ts';
import { type Held, knock } from './turn.ts';

/** The mailboxes as this process sees them: who is being served here, and who asks. */
export interface Mailboxes {
  /**
   * Takes a message in and, where nobody else does, sends for its mailbox. `served` ends when this process gave the
   * turn back; it is there only for whoever began it.
   */
  enter(address: string, taken: Taken): Promise<Result<{ taken: TakenIn; served: Promise<void> }, Fault>>;
  /** Sends for a mailbox, if nobody does. `turnAt` is the time of the ring that asked for it. */
  serve(address: string, turnAt?: number): Promise<Result<void, Fault>>;
  /** Something came into the room by another way: where this process sends for the mailbox, it looks at once. */
  wake(address: string): void;
  /** Takes nothing new, and waits until every turn is given back. */
  stop(): Promise<void>;
}

/** One mailbox that this process is busy with. */
interface Busy {
  serving: Serving | undefined;
  /** Something came that may have been overlooked: knock once more at the end. */
  again: boolean;
  /** The time of the last ring that came: it is on its way no more. */
  turnAt: number | undefined;
  ended: Promise<unknown>;
}

const COVERED_MS = 5_000;

export function openMailboxes(parts: RoomParts, open: OpenPartition): Mailboxes {
  const busy = new Map<string, Busy>();
  /** When a knock last found that somebody else sends for a mailbox: no need to look whether it is quiet. */
  const covered = new Map<string, number>();
  let isStopping = false;

  function nudge(here: Busy, turnAt?: number): void {
    here.again = true;
    here.turnAt = turnAt ?? here.turnAt;
    here.serving?.wake(turnAt);
  }

  /** Runs `work` as the only one in this process that is busy with the mailbox. */
  function begin<Value>(key: string, work: (here: Busy) => Promise<Value>): Promise<Value> {
    const here: Busy = { serving: undefined, again: false, turnAt: undefined, ended: Promise.resolve() };
    busy.set(key, here);
    const working = work(here);
    here.ended = working.catch(() => {});
    return working;
  }

  /** Turn after turn, as long as something waits that nobody else and no ring covers. */
  async function keepServing(
    here: Busy,
    address: string,
    first: { held?: Held; taken?: Taken } = {},
  ): Promise<Result<void, Fault>> {
    const key = mailboxKey(address);
    const partition = open(key);
    let { held, taken } = first;
    try {
      for (;;) {
        here.again = false;
        if (!held) {
          if (isStopping) return parts.ring(key, parts.now());
          const knocked = await knock(parts, partition, address, here.turnAt);
          if (!knocked.ok) return knocked;
          if (knocked.value.kind === 'own') held = knocked.value.held;
          else covered.set(key, parts.now());
        }
        if (held) {
          here.serving = serve(parts, partition, held, taken);
          if (isStopping) here.serving.stop();
          const end = await here.serving.ended;
          here.serving = undefined;
          here.again ||= end === 'again';
        }
        held = undefined;
        taken = undefined;
        if (!here.again) return ok(undefined);
        if (isStopping) return parts.ring(key, parts.now());
      }
    } finally {
      busy.delete(key);
    }
  }

  return {
    async enter(address, taken) {
      const key = mailboxKey(address);
      const partition = open(key);
      const here = busy.get(key);
      // A message that is under way here, and whose result storage does not take yet, needs no storage to be known.
      const found = here?.serving?.underWay(taken.record.id);
      if (found?.hash === taken.record.hash) {
        return ok({ taken: { kind: 'repeat', found }, served: Promise.resolve() });
      }
      if (here || isStopping || parts.now() - (covered.get(key) ?? 0) < COVERED_MS) {
        const entered = await takeIn(parts, partition, taken);
        if (!entered.ok) return entered;
        const now = busy.get(key);
        if (now) nudge(now);
        const served = now ? Promise.resolve() : begin(key, (one) => keepServing(one, address));
        return ok({ taken: entered.value, served: served.then(() => {}) });
      }
      return new Promise((resolve, reject) => {
        begin(key, async (one) => {
          const direct = await takeInAndOut(parts, partition, address, taken);
          const entered =
            direct.ok && !direct.value
              ? await takeIn(parts, partition, taken)
              : (direct as Result<TakenIn, Fault>);
          if (!entered.ok) {
            resolve(failed(entered.error));
            // Others may have come in meanwhile, and rely on us.
            if (one.again) await keepServing(one, address);
            else busy.delete(key);
            return;
          }
          const held = entered.value.kind === 'in' ? entered.value.held : undefined;
          const served = keepServing(one, address, held ? { held, taken } : {}).then(() => {});
          resolve(ok({ taken: entered.value, served }));
          return served;
        }).catch(reject);
      });
    },
    async serve(address, turnAt) {
      const key = mailboxKey(address);
      const here = busy.get(key);
      if (here) {
        nudge(here, turnAt);
        return ok(undefined);
      }
      return begin(key, (one) => {
        one.turnAt = turnAt;
        return keepServing(one, address);
      });
    },
    wake(address) {
      const here = busy.get(mailboxKey(address));
      if (here) nudge(here);
    },
    async stop() {
      isStopping = true;
      for (const { serving } of busy.values()) serving?.stop();
      await Promise.all([...busy.values()].map(({ ended }) => ended));
    },
  };
}
