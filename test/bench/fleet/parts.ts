import { enterDirectory } from '../../../shared/administration/directory.ts';
import type { OpenPartition } from '../../../shared/azure/partition.ts';
import { systemClock } from '../../../shared/clock.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { openAppHold } from '../../../shared/mailbox/app-hold.ts';
import type { RoomParts } from '../../../shared/mailbox/parts.ts';
import type { Process } from '../../support/model/process.ts';
import { reachQueue } from './reach-queue.ts';
import { openSessions } from './sessions.ts';
import { BUSY } from './storage.ts';
import type { FleetWorld } from './world.ts';

const DAY_MS = 86_400_000;
const policy = { ifUncertain: 'resend', retryForMs: DAY_MS, maxAgeMs: 4 * DAY_MS } as const;

/** What the app's mailboxes are made of in one process of the model. */
export function partsOf(world: FleetWorld, process: Process, open: OpenPartition): RoomParts {
  const { attempt, released } = openSessions(world, process);
  return {
    limits: world.plan.limits,
    policy,
    appHold: openAppHold(open, process.now),
    attempt,
    released,
    async ring(mailbox, at) {
      const rung = await reachQueue(world, process, world.turns.name, () => {
        const seconds = systemClock.hiddenSeconds(at - process.now());
        world.turns.put({ mailbox, at }, world.time.now + seconds * 1000);
        return ok(undefined);
      });
      return rung ?? failed(BUSY);
    },
    report() {},
    now: process.now,
    sleep: process.sleep,
    newId: process.newId,
    list: (address) => enterDirectory(open, address),
    async discard() {},
  };
}
