import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stop as stopBuilder } from 'esbuild';
import { type CrashPoint, crashPoints } from '../../../shared/mailbox/crash-points.ts';
import { CRASH_FACTOR, crashEnv, dieAt } from '../../bench/crash/die.ts';
import { startServices } from '../../bench/outage/services.ts';
import { withRig } from '../../bench/rig/rig.ts';
import { countSettled } from '../../bench/rig/settled.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';

const points = Object.entries(crashPoints) as [CrashPoint, string][];
const SETTLED_WITHIN_MS = 40_000;

test('a process that ends between two steps loses nothing', async (t) => {
  const nothingIsLeft = await guardAgainstLeaks();
  const options = { mailboxes: points.length, clockFactor: CRASH_FACTOR, env: crashEnv };
  await withRig(options, async (rig) => {
    const services = await startServices(rig);
    const queued = new Map<CrashPoint, number>();
    // One after the other, each with a mailbox of its own; the last process goes on where each of them ended.
    for (const [index, [point]] of points.entries()) {
      await t.test(`it ends at ${point}`, async () => {
        const died = await dieAt(rig, services, point, rig.mailboxes[index] as string);
        queued.set(point, died.queued);
        assert.ok(died.isReached);
      });
    }
    await rig.startProcess();
    const all = [...queued.values()].reduce((total, one) => total + one, 0);
    const run = { queued: all, processes: points.length + 1 };
    const { lost, waiting, duplicates, markedDuplicates } = await countSettled(rig, run, SETTLED_WITHIN_MS);
    await services.stop();

    for (const [index, [point, after]] of points.entries()) {
      await t.test(`${point}: ${after}`, () => {
        const ofMailbox = rig.stack.exchange.messages.filter(
          ({ mailbox }) => mailbox === rig.mailboxes[index],
        );
        const arrived = new Set(ofMailbox.map(({ messageId }) => messageId)).size;
        // What was in the poison queue is kept and not sent.
        assert.equal(arrived, point === 'poison-settled' ? 0 : queued.get(point));
      });
    }
    await t.test('nothing is lost or waits, and each second copy is marked', () => {
      assert.deepEqual(
        { lost, waiting, unmarked: duplicates - markedDuplicates },
        { lost: 0, waiting: 0, unmarked: 0 },
      );
    });
  });
  await stopBuilder();
  await nothingIsLeft();
});
