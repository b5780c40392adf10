import { setImmediate } from 'node:timers/promises';
import type { Change, Partition } from '../azure/partition.ts';
import { hourKey, MAILBOX_ROW } from './keys.ts';
import { hourOf, type MailboxState, stateFromValues, stateToValues } from './mailbox-state.ts';

/**
 * A step: what the mailbox's row becomes and which rows change with it, in one transaction. May be asked again on a
 * newer state, so it must have no effect of its own. Undefined: on this state there is nothing to do any more.
 */
export type Step = (
  state: MailboxState,
  now: number,
) => { state: MailboxState; changes: readonly Change[] } | undefined;

/**
 * `written`: done. `refused`: a row of this step is not as it needs, nothing of it was done. `lost`: the turn was given
 * back, or somebody else has it now. `unavailable`: storage did not answer until the lease was over; done or not,
 * unknown.
 */
type Written = 'written' | 'refused' | 'lost' | 'unavailable';

export interface WriterParts {
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  newId: () => string;
}

/** Changes the mailbox's row as its owner: one writer a process and turn, which merges steps that wait together. */
export interface Writer {
  readonly state: MailboxState;
  /** The turn was given back, is somebody else's, or its lease ran out without an answer of storage. */
  readonly isOver: boolean;
  /** What is known better than it was written, such as when a send began; goes out with the next step. */
  amend(change: (state: MailboxState) => MailboxState): void;
  write(step: Step): Promise<Written>;
}

/** How long the owner of a turn has it from its last step on, in milliseconds. */
export const LEASE_MS = 60_000;
/**
 * A transaction takes 100 operations. The mailbox's own row and an hour's counters need two, and each second change may
 * end a message, whose result is left as one more.
 */
const MOST_CHANGES = 64;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

interface Waiting {
  step: Step;
  /** Found to be at odds with another step or a row: it goes in a transaction of its own. */
  alone: boolean;
  resolve(written: Written): void;
}

interface Batch {
  steps: readonly Waiting[];
  state: MailboxState;
  changes: readonly Change[];
}

export function createWriter(
  partition: Partition,
  held: { state: MailboxState; etag: string },
  { now, sleep, newId }: WriterParts,
): Writer {
  const { owner } = held.state;
  let { state, etag } = held;
  let waiting: Waiting[] = [];
  let isWriting = false;
  /** Not in the row yet. */
  let amendments: ((state: MailboxState) => MailboxState)[] = [];
  let over: 'lost' | 'unavailable' | undefined;

  /** The steps that fit into one transaction, applied one after the other. */
  function nextBatch(): Batch {
    const time = now();
    let draft = state;
    const steps: Waiting[] = [];
    const changes: Change[] = [];
    const keys = new Set<string>();
    // Nothing follows the step that gives the turn back.
    while (
      waiting[0] &&
      draft.owner === owner &&
      !(steps.length > 0 && (waiting[0].alone || steps[0]?.alone))
    ) {
      const [one] = waiting;
      const applied = one.step(draft, time);
      if (applied) {
        const collides = applied.changes.some(({ rowKey }) => keys.has(rowKey));
        if (steps.length > 0 && (collides || changes.length + applied.changes.length > MOST_CHANGES)) break;
        for (const change of applied.changes) keys.add(change.rowKey);
        changes.push(...applied.changes);
        draft = applied.state;
        steps.push(one);
      } else {
        one.resolve('refused');
      }
      waiting = waiting.slice(1);
    }
    return { steps, ...withPastHour(draft, changes, time) };
  }

  function settle({ steps }: Batch, written: Written): void {
    for (const { resolve } of steps) resolve(written);
  }

  async function commit(batch: Batch): Promise<void> {
    // Whoever gave the turn back has no lease to push.
    const leaseUntil = batch.state.owner === owner ? now() + LEASE_MS : 0;
    const next = { ...batch.state, nonce: newId(), leaseUntil };
    const amended = amendments.length;
    const row: Change = { kind: 'replace', rowKey: MAILBOX_ROW, values: stateToValues(next), etag };
    const result = await partition.commit([row, ...batch.changes]);
    if (result.ok) {
      written(batch, { state: next, etag: result.value[0] as string }, amended);
      return;
    }
    const { error } = result;
    if (error.kind === 'conflict' && error.index > 0) {
      retryAlone(batch);
      return;
    }
    const fresh = await readAgain();
    if (!fresh) return giveUp(batch, 'unavailable');
    // The SDK repeats a request whose answer was lost and meets its own success.
    const isEcho = fresh.state.nonce === next.nonce;
    if (!isEcho && fresh.state.owner !== owner) return giveUp(batch, 'lost');
    if (isEcho) return written(batch, fresh, amended);
    // A person's step came between, or storage did nothing: ours is asked again on what is there now.
    adopt(fresh);
    waiting = [...batch.steps, ...waiting];
    if (error.kind === 'unavailable') {
      if (now() >= state.leaseUntil) return end('unavailable');
      await sleep(FIRST_PAUSE_MS);
    }
  }

  function adopt(fresh: { state: MailboxState; etag: string }): void {
    state = amendments.reduce((amended, change) => change(amended), fresh.state);
    ({ etag } = fresh);
  }

  /** `amended`: so many amendments went with it. */
  function written(batch: Batch, row: { state: MailboxState; etag: string }, amended: number): void {
    amendments = amendments.slice(amended);
    adopt(row);
    settle(batch, 'written');
    if (state.owner !== owner) end('lost');
  }

  function retryAlone(batch: Batch): void {
    if (batch.steps.length === 1) settle(batch, 'refused');
    else waiting = [...batch.steps.map((one) => ({ ...one, alone: true })), ...waiting];
  }

  /** Until storage answers or the lease is over. */
  async function readAgain(): Promise<{ state: MailboxState; etag: string } | undefined> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const read = await partition.read(MAILBOX_ROW);
      if (read.ok && read.value) return { state: stateFromValues(read.value.values), etag: read.value.etag };
      if (now() >= state.leaseUntil) return undefined;
      await sleep(pause);
    }
  }

  function giveUp(batch: Batch, why: 'lost' | 'unavailable'): void {
    settle(batch, why);
    end(why);
  }

  /** Nothing is written any more. */
  function end(why: 'lost' | 'unavailable'): void {
    over = why;
    for (const { resolve } of waiting) resolve(why);
    waiting = [];
  }

  async function pump(): Promise<void> {
    isWriting = true;
    // What the same event brings about (a send that ended, the next one taken) goes out together.
    await setImmediate();
    while (waiting.length > 0) {
      const batch = nextBatch();
      if (batch.steps.length > 0) await commit(batch);
    }
    isWriting = false;
  }

  return {
    get state() {
      return state;
    },
    get isOver() {
      return over !== undefined;
    },
    amend(change) {
      state = change(state);
      amendments.push(change);
    },
    write(step) {
      return new Promise((resolve) => {
        if (over) return resolve(over);
        waiting.push({ step, alone: false, resolve });
        if (!isWriting) void pump();
      });
    },
  };
}

/** Once the hour is over, its counters move into a row of their own. */
export function withPastHour(
  state: MailboxState,
  changes: readonly Change[],
  now: number,
): { state: MailboxState; changes: readonly Change[] } {
  const hour = hourOf(now);
  if (hour <= state.hour) return { state, changes };
  const past: readonly Change[] =
    state.hour !== '' && Object.keys(state.counts).length > 0
      ? [
          {
            kind: 'create',
            rowKey: hourKey(state.hour),
            values: { counts: JSON.stringify(state.counts) },
          },
        ]
      : [];
  return { state: { ...state, hour, counts: {} }, changes: [...changes, ...past] };
}
