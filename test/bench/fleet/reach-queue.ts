import type { Process } from '../../support/model/process.ts';
import { reach } from './reach.ts';
import type { FleetWorld } from './world.ts';

/** One request of a process to a queue; `carryOut` is what storage then does. Undefined where it was too busy. */
export function reachQueue<Value>(
  world: FleetWorld,
  process: Process,
  queue: string,
  carryOut: () => Value,
): Promise<Awaited<Value> | undefined> {
  world.books.queueRequests += 1;
  return reach(world, process, 'queue', { kind: 'queue', name: queue, weight: 1 }, carryOut);
}
