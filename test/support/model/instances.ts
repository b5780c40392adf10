import type { OpenPartition } from '../../../shared/azure/partition.ts';
import { ok } from '../../../shared/failures/result.ts';
import { openAppHold } from '../../../shared/mailbox/app-hold.ts';
import { type Mailboxes, openMailboxes } from '../../../shared/mailbox/mailboxes.ts';
import type { RoomParts } from '../../../shared/mailbox/parts.ts';
import { attemptsOf } from './attempts.ts';
import { type Process, startProcess } from './process.ts';
import type { Server } from './server.ts';
import { reachStorage } from './storage.ts';
import type { World } from './world.ts';

/** One instance of the function app. */
export interface Instance {
  process: Process;
  mailboxes: Mailboxes;
  parts: RoomParts;
  open: OpenPartition;
  isLeaving: boolean;
}

/** The instances that the platform keeps running: one that is gone is replaced after a while. */
export interface Instances {
  readonly all: ReadonlySet<Instance>;
  of(process: Process): Instance | undefined;
  /** Lets a process die, stand still or leave, if it is time for that. */
  strike(process: Process): void;
}

/** So long the platform waits for an instance that it shuts down. */
const PATIENCE_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

export function startInstances(
  world: World,
  server: Server,
  ring: (process: Process) => RoomParts['ring'],
): Instances {
  const { time, random, schedule } = world;
  const all = new Set<Instance>();
  const left = {
    crashes: random.between(1, 4),
    stalls: random.between(1, 3),
    shutdowns: random.between(1, 2),
  };
  let started = 0;

  function start(): void {
    started += 1;
    const process = startProcess(`p${started}`, time, random, schedule.skewMs);
    const open = reachStorage(world, process);
    const parts: RoomParts = {
      limits: schedule.limits,
      policy: { ifUncertain: schedule.ifUncertain, retryForMs: schedule.retryForMs, maxAgeMs: 4 * DAY_MS },
      appHold: openAppHold(open, process.now),
      attempt: attemptsOf(world, process, server),
      ring: ring(process),
      report: () => {},
      now: process.now,
      sleep: process.sleep,
      newId: process.newId,
      list: async () => ok(undefined),
      released() {},
      async discard() {},
    };
    all.add({ process, mailboxes: openMailboxes(parts, open), parts, open, isLeaving: false });
  }

  function end(instance: Instance): void {
    if (!all.delete(instance)) return;
    world.note(instance.process, 'dies');
    instance.process.kill();
    time.at(time.now + random.between(500, 60_000), start);
  }

  /** As a deployment or the platform does. */
  function leave(instance: Instance): void {
    world.note(instance.process, 'is shut down');
    instance.isLeaving = true;
    void instance.mailboxes.stop().then(() => instance.process.later(2_000, () => end(instance)));
    time.at(time.now + PATIENCE_MS, () => end(instance));
  }

  for (let count = 0; count < schedule.processes; count += 1) start();

  return {
    all,
    of: (process) => [...all].find((instance) => instance.process === process),
    strike(process) {
      const instance = [...all].find((one) => one.process === process);
      if (!instance) return;
      // A little later, so that it falls between any two requests.
      const soon = time.now + random.between(0, 120);
      if (left.crashes > 0 && world.strikes('crashes', 0.04)) {
        left.crashes -= 1;
        time.at(soon, () => end(instance));
      } else if (left.stalls > 0 && world.strikes('stalls', 0.03)) {
        left.stalls -= 1;
        const milliseconds = random.between(1_000, 120_000);
        world.note(process, `will stand still for ${milliseconds} ms`);
        time.at(soon, () => process.stall(milliseconds));
      } else if (left.shutdowns > 0 && !instance.isLeaving && world.strikes('shutdowns', 0.03)) {
        left.shutdowns -= 1;
        time.at(soon, () => all.has(instance) && leave(instance));
      }
    },
  };
}
