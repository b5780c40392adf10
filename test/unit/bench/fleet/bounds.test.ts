import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Agreement } from '../../../bench/fleet/agreement.ts';
import { boundsOf, boundsOfAgreement, countsOf } from '../../../bench/fleet/bounds.ts';
import type { FleetRun } from '../../../bench/fleet/fleet-run.ts';
import { keeps } from '../../../bench/load-verdict.ts';

const run: FleetRun = {
  name: 'a run',
  mailboxes: 1,
  hours: 1,
  instances: 2,
  queued: 100,
  accepted: 101,
  distinct: 100,
  duplicates: 1,
  markedDuplicates: 1,
  lost: 0,
  waiting: 0,
  buried: 0,
  uncertain: 0,
  refusals: {},
  refused: 0,
  connections: 3,
  share: 0.97,
  leastShare: 0.96,
  tableRequests: 5,
  conflicts: 0.01,
  queueRequests: 3,
  invocations: 1.1,
  gbSeconds: 1,
  byKind: { readMailbox: 1, readRow: 1, list: 1, step: 1, takeIn: 1, other: 0, conflicts: 0 },
  sweepRequests: 576,
  sweepSeconds: 1,
  peaks: { account: 100, partition: 100, queue: 100 },
  throttled: 0,
  kills: 1,
  tokens: 1,
  storageOps: 800,
};

/** The names of the bounds that these runs do not keep. */
const brokenBy = (...runs: FleetRun[]): string[] =>
  boundsOf(runs, countsOf(runs.at(-1) as FleetRun))
    .filter((bound) => !keeps(bound))
    .map(({ what }) => what);

describe('what has to hold in the model', () => {
  test('holds for a run as it should be, and for one in which nothing always waits', () => {
    const { share: _, leastShare: __, ...without } = run;
    assert.deepEqual(brokenBy(without, run), []);
  });

  const cases: { changed: Partial<FleetRun>; broken: string }[] = [
    { changed: { lost: 1 }, broken: 'messages lost' },
    { changed: { markedDuplicates: 0 }, broken: 'messages accepted twice, unmarked' },
    { changed: { buried: 1 }, broken: 'messages buried' },
    { changed: { refused: 1 }, broken: 'refusals for speed, connections or the day' },
    { changed: { connections: 4 }, broken: 'connections of a mailbox at once' },
    { changed: { share: 0.94 }, broken: 'share of the permitted rate' },
    { changed: { tableRequests: 7.1 }, broken: 'table requests a message' },
    { changed: { conflicts: 0.3 }, broken: 'conflicts a message' },
    {
      changed: { peaks: { account: 20_001, partition: 1, queue: 1 } },
      broken: 'requests a second to the account',
    },
  ];
  for (const { changed, broken } of cases) {
    test(`does not hold: ${broken}`, () => assert.deepEqual(brokenBy(run, { ...run, ...changed }), [broken]));
  }
});

test('model and measurement are compared where they are furthest apart; what is missing holds nothing', () => {
  const agreement = (share: number | undefined): Agreement => {
    const { share: _, ...others } = run;
    const model = share === undefined ? others : { ...run, share };
    return {
      processes: 1,
      model,
      measured: { share: 0.97, tableRequests: 5, conflicts: 0.01 },
      from: 'the record',
    };
  };
  const shares = (...values: (number | undefined)[]) => boundsOfAgreement(values.map(agreement))[0];
  assert.equal(shares(0.97, 0.93, 0.98)?.value.toFixed(3), '0.040');
  const missing = shares(undefined);
  assert.ok(missing && !keeps(missing));
});
