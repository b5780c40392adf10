import { tellRooms } from '../../../shared/administration/tell-rooms.ts';
import { sweep } from '../../../shared/mailbox/sweep.ts';
import { startProcess } from '../../support/model/process.ts';
import { partsOf } from './parts.ts';
import { reachTable } from './storage.ts';
import type { FleetWorld } from './world.ts';

const SWEEP_MS = 5 * 60_000;

/** The timer that looks after forgotten mailboxes and tells how they stand, on an instance of its own that never dies. */
export function startSweeping(world: FleetWorld): void {
  const { time, random, plan, books, mailboxes } = world;
  const process = startProcess('timer', time, random, plan.skewMs);
  const open = reachTable(world, process, books.table.sweep);
  const parts = partsOf(world, process, open);
  const addresses = [...mailboxes.values()].map(({ address }) => address);

  async function run(): Promise<void> {
    const began = time.now;
    const swept = await sweep(parts, open, addresses);
    await tellRooms(parts, swept.done, () => {});
    books.longestSweepMs = Math.max(books.longestSweepMs, time.now - began);
  }

  time.at(time.now + random.between(0, SWEEP_MS), function onTime() {
    void run();
    time.at(time.now + SWEEP_MS, onTime);
  });
}
