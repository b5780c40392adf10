import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUsable, newestUsable, type VersionProperties } from '../../../shared/azure/usable-version.ts';

const now = new Date('2026-11-25T12:00:00Z');
const before = new Date('2026-11-25T11:59:59Z');
const after = new Date('2026-11-25T12:00:01Z');

const cases: readonly (readonly [string, VersionProperties, boolean])[] = [
  ['enabled and valid', { enabled: true, notBefore: before, expiresOn: after }, true],
  ['without dates', { enabled: true }, true],
  ['without attributes', {}, true],
  ['disabled', { enabled: false, notBefore: before, expiresOn: after }, false],
  ['not yet valid', { enabled: true, notBefore: after }, false],
  ['valid from now on', { enabled: true, notBefore: now }, true],
  ['expired', { enabled: true, expiresOn: before }, false],
  ['expiring now', { enabled: true, expiresOn: now }, false],
];

for (const [name, version, usable] of cases) {
  test(`a version that is ${name} is ${usable ? '' : 'not '}usable`, () =>
    assert.equal(isUsable(version, now), usable));
}

test('the usable version that was made last is taken, wherever it stands in the list', () => {
  const version = (id: number, enabled = true) => ({ id, enabled, createdOn: new Date(id) });
  assert.equal(newestUsable([version(1), version(3), version(4, false), version(2)], now)?.id, 3);
  assert.equal(newestUsable([version(1, false)], now), undefined);
});
