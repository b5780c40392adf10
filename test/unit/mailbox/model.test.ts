import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { playMany, type Summary } from '../../support/model/many.ts';
import { type Schedule, type Trouble, troubles } from '../../support/model/schedule.ts';

/** What was broken, with the seeds that `test/support/model/run.ts --trace --seed` replays. */
const broken = (summary: Summary): string[] =>
  summary.broken.map(({ seed, violations: [first] }) => `${seed}: ${first?.promise}: ${first?.what}`);

const strandedIn = (summary: Summary): number =>
  summary.broken.filter(({ violations }) =>
    violations.some(({ promise }) => promise === 'nothing is stranded'),
  ).length;

const only = (...names: Trouble[]): Partial<Schedule> => ({ troubles: new Set(names) });
const busy: Partial<Schedule> = { processes: 4, messages: 12, withinMs: 2_000 };

describe('the protocol of a mailbox holds', () => {
  const cases: { name: string; count: number; fixed: Partial<Schedule> }[] = [
    { name: 'whatever happens', count: 800, fixed: {} },
    { name: 'when everything happens at once', count: 80, fixed: { ...busy, ...only(...troubles) } },
    { name: 'without the sweep, in peace', count: 250, fixed: { ...only(), sweeps: false } },
    {
      name: 'without the sweep, as long as no process dies',
      count: 200,
      fixed: {
        ...only('shutdowns', 'lost answers', 'slow storage', 'repeated deliveries', 'refusals'),
        sweeps: false,
      },
    },
    {
      name: 'when owners are stopped and acknowledgements lost',
      count: 200,
      fixed: { ...only('stalls', 'crashes', 'lost acknowledgements'), processes: 3 },
    },
  ];
  for (const { name, count, fixed } of cases) {
    test(name, async () => {
      const summary = await playMany(1, count, fixed);
      assert.deepEqual(broken(summary), []);
      assert.ok(summary.sendings > 0);
    });
  }
});

test('each trouble is met', async () => {
  const { struck } = await playMany(1, 200);
  assert.deepEqual([...struck.keys()].sort(), [...troubles, 'none'].sort());
});

describe('the model finds what a part of the protocol is there for', () => {
  test('no second look into the room', async () => {
    assert.ok(strandedIn(await playMany(1, 300, { ...only(), sweeps: false, rechecks: false })) > 0);
  });

  test('no sweep, and processes die', async () => {
    assert.ok(strandedIn(await playMany(1, 100, { ...only('crashes'), sweeps: false })) > 0);
  });
});
