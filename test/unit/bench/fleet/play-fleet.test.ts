import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pacePresets } from '../../../../shared/mailbox/pace.ts';
import { judge } from '../../../bench/fleet/judge.ts';
import { cloudLatency } from '../../../bench/fleet/latency.ts';
import type { Plan } from '../../../bench/fleet/plan.ts';
import { playFleet } from '../../../bench/fleet/play-fleet.ts';

const MINUTE = 60_000;

/** Four mailboxes for ten minutes, two of which have more than they may send. */
const plan: Plan = {
  name: 'small',
  seed: 1,
  start: Date.parse('2026-11-25T09:00:00Z'),
  lastsMs: 10 * MINUTE,
  producers: [
    { kind: 'over', most: 1_000 },
    { kind: 'over', most: 1_000 },
    { kind: 'steady', perDay: 1_000 },
    { kind: 'bursts', perDay: 50, size: 20 },
  ],
  instances: { atFirst: 0, least: 0, most: 10, apart: true, batch: 32, parallel: 56 },
  limits: pacePresets['exchange-online'],
  storage: cloudLatency,
  exchange: { tokenMs: 150, connectMs: 60, authMs: 100, bodyMs: 200, wayMs: 1_500, turnedAway: 0 },
  skewMs: 50,
  deployments: [],
};

const run = async (changed: Partial<Plan> = {}) => judge(await playFleet({ ...plan, ...changed }, () => {}));

describe('the model of a fleet', () => {
  test('nothing is lost or refused, and the pace is used', async () => {
    const { queued, distinct, lost, refused, duplicates, share = 0, connections } = await run();
    assert.ok(queued > 700 && distinct > 550, `${queued} ${distinct}`);
    assert.deepEqual({ lost, refused, duplicates }, { lost: 0, refused: 0, duplicates: 0 });
    assert.ok(share > 0.95, `${share}`);
    assert.equal(connections, 3);
  });

  test('one seed, one course', async () => {
    const [one, again, other] = [await run(), await run(), await run({ seed: 2 })];
    assert.deepEqual(one, again);
    assert.notDeepEqual(one, other);
  });

  test('what dies in the middle is sent again, and marked', async () => {
    const { kills, lost, duplicates, markedDuplicates } = await run({ killedEveryMs: MINUTE });
    assert.ok(kills > 5 && duplicates > 0, `${kills} ${duplicates}`);
    assert.equal(lost, 0);
    assert.equal(markedDuplicates, duplicates);
  });

  test('a deployment ends all at once, and nothing is lost', async () => {
    const { kills, lost, distinct } = await run({ deployments: [3 * MINUTE] });
    assert.ok(kills > 0 && distinct > 400, `${kills} ${distinct}`);
    assert.equal(lost, 0);
  });

  test('without pace the server refuses', async () => {
    const { refused, refusals } = await run({ limits: pacePresets.off });
    assert.ok(refused > 30, `${refused}`);
    assert.ok((refusals['421 4.4.2'] ?? 0) > 0);
  });

  test('many processes for one mailbox meet, and all is sent in the end', async () => {
    const { queued, distinct, conflicts, instances } = await run({
      producers: [{ kind: 'lump', messages: 100, withinMs: 1_000 }],
      instances: { ...plan.instances, atFirst: 10 },
      endsWhenDone: true,
    });
    assert.deepEqual({ queued, distinct, instances }, { queued: 100, distinct: 100, instances: 20 });
    assert.ok(conflicts > 0 && conflicts < 0.3, `${conflicts}`);
  });
});
