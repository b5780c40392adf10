import type { Row } from '../../../shared/azure/partition.ts';
import { createMemoryTable } from '../memory-partition.ts';
import { startFunctions } from './functions.ts';
import { drawMessages, type Incoming } from './incoming.ts';
import { startInstances } from './instances.ts';
import type { Process } from './process.ts';
import { isDone, patienceMs } from './quiet.ts';
import { createRandom } from './random.ts';
import type { Schedule, Trouble } from './schedule.ts';
import { type Sending, startServer } from './server.ts';
import { createVirtualTime } from './virtual-time.ts';
import { KEY, type World } from './world.ts';

/** What a schedule led to. Times in milliseconds since 1970. */
export interface Played {
  schedule: Schedule;
  messages: readonly Incoming[];
  /** What the server saw. */
  sendings: readonly Sending[];
  mostConnections: number;
  /** The mailbox's partition at the end. */
  rows: readonly Row[];
  /** Everything was done before the time was over in which it should have been. */
  isQuiet: boolean;
  /** How long the longest run of a function lasted. */
  longestRunMs: number;
  /** What was thrown: a bug in any case. */
  thrown: readonly unknown[];
  /** How often each trouble struck. */
  struck: ReadonlyMap<Trouble, number>;
}

/** Shortly before a full hour, so that the counters roll. */
const START = Date.parse('2026-11-25T13:59:00Z');
/** Troubles go on so long after the last message came. */
const TROUBLES_MS = 30_000;

/** Plays a schedule until everything is done, or should have been. */
export async function play(schedule: Schedule, tell?: (line: string) => void): Promise<Played> {
  const random = createRandom(schedule.seed ^ 0x5bd1e995);
  const time = createVirtualTime(START);
  const table = createMemoryTable();
  const struck = new Map<Trouble, number>();
  if (schedule.troubles.has('clocks apart')) struck.set('clocks apart', 1);
  const messages = drawMessages(schedule, random, START);
  const troublesEnd = START + schedule.withinMs + TROUBLES_MS;
  const lastComes = Math.max(...messages.map(({ comes }) => comes));
  let awayUntil = 0;
  let away: Process | undefined;

  const world: World = {
    schedule,
    time,
    random,
    table,
    pending: 0,
    strikes(trouble, probability) {
      const is = schedule.troubles.has(trouble) && time.now < troublesEnd && random.chance(probability);
      if (is) struck.set(trouble, (struck.get(trouble) ?? 0) + 1);
      return is;
    },
    someProcess() {
      const [first, ...others] = [...instances.all].filter(
        ({ process, isLeaving }) => !isLeaving && time.now >= process.stalledUntil,
      );
      return first && random.pick([first, ...others]).process;
    },
    step: (process) => instances.strike(process),
    note: (process, what) => tell?.(`${((time.now - START) / 1000).toFixed(3)} ${process.name} ${what}`),
    isAway(process) {
      if (time.now >= awayUntil && world.strikes('storage away', 0.01)) {
        awayUntil = time.now + random.between(1_000, random.pick([20_000, 150_000]));
        away = random.chance(0.5) ? process : undefined;
      }
      return time.now < awayUntil && (away === undefined || away === process);
    },
  };

  const server = startServer(world);
  const functions = startFunctions(world, (process) => instances.of(process));
  const instances = startInstances(world, server, functions.ring);
  for (const message of messages) time.at(message.comes, () => functions.enqueue(message));
  if (schedule.sweeps) functions.startSweeping();

  const lastArrival = Math.max(troublesEnd, ...messages.map(({ due }) => due));
  const limit = lastArrival + patienceMs(schedule);
  const isQuiet = () =>
    functions.areDone && world.pending === 0 && time.now > lastComes && isDone(table.rows(KEY));
  await time.run(() => time.now > limit || isQuiet());
  return {
    schedule,
    messages,
    sendings: server.sendings,
    mostConnections: server.mostConnections,
    rows: table.rows(KEY),
    isQuiet: isQuiet(),
    longestRunMs: functions.longestRunMs,
    thrown: functions.thrown,
    struck,
  };
}
