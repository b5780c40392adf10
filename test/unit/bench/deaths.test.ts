import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashPoints } from '../../../shared/mailbox/crash-points.ts';
import { deathsOf } from '../../bench/crash/deaths.ts';

const points = Object.keys(crashPoints);
const pointsIn = (deaths: ReturnType<typeof deathsOf>) =>
  deaths.flatMap((death) => ('point' in death ? [death.point] : []));

test('every second process ends at a named point, each point in its turn', () => {
  assert.deepEqual(pointsIn(deathsOf(4 * points.length, 1, false)), [...points, ...points]);
});

test('the control is killed as often, and knows no points', () => {
  const deaths = deathsOf(10, 1, true);
  assert.deepEqual([deaths.length, pointsIn(deaths).length], [10, 0]);
});

test('a seed gives the same deaths again, another one others', () => {
  assert.deepEqual(deathsOf(10, 1, false), deathsOf(10, 1, false));
  assert.notDeepEqual(deathsOf(10, 1, false), deathsOf(10, 2, false));
});
