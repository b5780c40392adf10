import { failed, ok } from '../../../shared/failures/result.ts';
import type { RoomParts } from '../../../shared/mailbox/parts.ts';
import { sweepRoom } from '../../../shared/mailbox/sweep.ts';
import { createQueue } from './at-least-once.ts';
import { type Incoming, recordOf } from './incoming.ts';
import type { Instance } from './instances.ts';
import type { Process } from './process.ts';
import { UNREACHABLE } from './storage.ts';
import { ADDRESS, KEY, type World } from './world.ts';

const SWEEP_MS = 5 * 60_000;

/** The functions of the app, as the host calls them. */
export interface Functions {
  /** A producer puts a message into the queue. */
  enqueue(message: Incoming): void;
  /** How a process rings for a later turn. */
  ring(process: Process): RoomParts['ring'];
  /** Starts the timer. */
  startSweeping(): void;
  /** Whether the queues are empty. */
  readonly areDone: boolean;
  readonly longestRunMs: number;
  readonly thrown: readonly unknown[];
}

export function startFunctions(
  world: World,
  instanceOf: (process: Process) => Instance | undefined,
): Functions {
  const { time, random } = world;
  const thrown: unknown[] = [];
  let longestRunMs = 0;

  /** Runs a function; resolves to whether it ended well. */
  async function invoke(
    process: Process,
    what: string,
    work: (instance: Instance) => Promise<boolean>,
  ): Promise<boolean> {
    const instance = instanceOf(process);
    if (!instance) return false;
    const began = time.now;
    world.note(process, `invoked: ${what}`);
    try {
      const isDone = await work(instance);
      world.note(process, `ended: ${what}`);
      longestRunMs = Math.max(longestRunMs, time.now - began);
      return isDone;
    } catch (error) {
      thrown.push(error);
      return false;
    }
  }

  const incoming = createQueue<Incoming>(world, (process, message) =>
    invoke(process, message.id, async ({ mailboxes }) => {
      const record = recordOf(message, process.now());
      const entered = await mailboxes.enter(ADDRESS, { record, content: Uint8Array.of(1) });
      if (entered.ok) await entered.value.served;
      return entered.ok;
    }),
  );

  const rings = createQueue<number>(world, (process, turnAt) =>
    invoke(process, 'ring', async ({ mailboxes }) => (await mailboxes.serve(ADDRESS, turnAt)).ok),
  );

  function sweep(): void {
    time.at(time.now + SWEEP_MS, sweep);
    const process = world.someProcess();
    if (!process) return;
    void invoke(process, 'sweep', async ({ mailboxes, parts, open }) => {
      const swept = await sweepRoom(parts, open(KEY), ADDRESS);
      return swept.ok && (!swept.value.needsTurn || (await mailboxes.serve(ADDRESS)).ok);
    });
  }

  return {
    enqueue: (message) => incoming.put(message, message.comes),
    ring: (process) => (_, at) =>
      new Promise((resolve) => {
        world.step(process);
        const isLost = world.strikes('unavailable storage', 0.1);
        const isUnanswered = world.strikes('unavailable storage', 0.05);
        process.later(random.between(1, 60), () => {
          if (!isLost) rings.put(at, at);
          process.later(random.between(1, 60), () =>
            resolve(isLost || isUnanswered ? failed(UNREACHABLE) : ok(undefined)),
          );
        });
      }),
    startSweeping: () => time.at(time.now + random.between(0, SWEEP_MS), sweep),
    get areDone() {
      return incoming.left === 0 && rings.left === 0;
    },
    get longestRunMs() {
      return longestRunMs;
    },
    thrown,
  };
}
