import type { Change, CommitFailure, OpenPartition, Partition } from '../../../shared/azure/partition.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok, type Result } from '../../../shared/failures/result.ts';
import { stateFromValues } from '../../../shared/mailbox/mailbox-state.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** What the SDK says when it has waited long enough. */
export const UNREACHABLE: Fault = {
  at: 'storage',
  code: 'ETIMEDOUT',
  said: 'Storage did not answer in time.',
};
const LONGEST_MS = 8_000;

/** The table as one process reaches it: slowly, and not always. */
export function reachStorage(world: World, process: Process): OpenPartition {
  const { time, random, schedule } = world;
  /** The list that comes next is the look into the room after the turn was given back. */
  let hasReleased = false;

  const latency = () =>
    world.strikes('slow storage', 0.1) ? random.between(200, 3_500) : random.between(2, 40);

  /** A request waits, or is lost, with its process as long as that has not sent it. */
  function send(arrive: () => void): void {
    const { stalls } = process;
    const isUnsent = random.chance(0.3);
    time.at(time.now + latency(), function leave() {
      if (isUnsent && process.isDead) world.pending -= 1;
      else if (isUnsent && process.stalls > stalls && time.now < process.stalledUntil) {
        time.at(process.stalledUntil + 1, leave);
      } else arrive();
    });
  }

  /** `mayRepeat`: asked twice, it meets its own work. */
  function request<Value, Failure>(
    what: string,
    carryOut: () => Promise<Result<Value, Failure>>,
    unavailable: Failure,
    mayRepeat: boolean,
  ): Promise<Result<Value, Failure>> {
    return new Promise((resolve) => {
      if (process.isDead) return;
      world.step(process);
      const answer = (result: Result<Value, Failure>, afterMs = latency()) =>
        process.later(afterMs, () => resolve(result));
      if (world.isAway(process) || world.strikes('unavailable storage', 0.05)) {
        world.note(process, `${what}: does not arrive`);
        return answer(failed(unavailable), random.between(50, LONGEST_MS));
      }
      world.pending += 1;
      const end = drawEnd(mayRepeat);
      if (end === 'late') answer(failed(unavailable), LONGEST_MS);
      const carryOutNow = async () => {
        const result = await carryOut();
        world.note(process, `${what}: ${end} ${result.ok ? 'ok' : JSON.stringify(result.error)}`);
        world.pending -= 1;
        if (end === 'answered') answer(result);
        if (end === 'unanswered') answer(failed(unavailable), random.between(500, LONGEST_MS));
        // The SDK asks again when no answer comes, and gives its caller what the repetition met.
        if (end === 'repeated') {
          process.later(random.between(200, 2_000), () => void carryOut().then((again) => answer(again)));
        }
      };
      const lateMs = end === 'late' ? random.between(LONGEST_MS - 2_000, LONGEST_MS + 4_000) : 0;
      send(() => time.at(time.now + lateMs, () => void carryOutNow()));
    });
  }

  function drawEnd(mayRepeat: boolean): 'answered' | 'repeated' | 'unanswered' | 'late' {
    if (!mayRepeat) return 'answered';
    if (world.strikes('lost answers', 0.1)) return 'repeated';
    if (world.strikes('unavailable storage', 0.05)) return random.chance(0.3) ? 'late' : 'unanswered';
    return 'answered';
  }

  return (key): Partition => {
    const table = world.table.open(key);
    return {
      key,
      read: (rowKey) => request(`read ${rowKey}`, () => table.read(rowKey), UNREACHABLE, false),
      list(range) {
        const isRecheck = hasReleased;
        hasReleased = false;
        if (isRecheck && !schedule.rechecks) return Promise.resolve(ok([]));
        return request('list', () => table.list(range), UNREACHABLE, false);
      },
      async commit(changes) {
        const unavailable: CommitFailure = { kind: 'unavailable', fault: UNREACHABLE };
        const written = await request(describe(changes), () => table.commit(changes), unavailable, true);
        hasReleased = written.ok && !schedule.rechecks && isRelease(changes[0]);
        return written;
      },
    };
  };
}

const isRelease = (change: Change | undefined): boolean =>
  change?.kind === 'replace' &&
  change.values.mailbox !== undefined &&
  stateFromValues(change.values).owner === '';

const describe = (changes: readonly Change[]): string =>
  changes.map(({ kind, rowKey }) => `${kind} ${rowKey}`).join(', ');
