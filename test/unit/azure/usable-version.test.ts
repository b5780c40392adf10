import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayBeUsed, newestUsable, type VersionProperties } from '../../../shared/azure/usable-version.ts';

const now = new Date('2026-11-25T12:00:00Z');
const before = new Date('2026-11-25T11:59:59Z');
const after = new Date('2026-11-25T12:00:01Z');
const refused = new Set(['refused']);

const cases: readonly (readonly [string, VersionProperties, boolean])[] = [
  ['enabled and valid', { enabled: true, notBefore: before, expiresOn: after }, true],
  ['without dates', { enabled: true }, true],
  ['without attributes', {}, true],
  ['disabled', { enabled: false, notBefore: before, expiresOn: after }, false],
  ['not yet valid', { enabled: true, notBefore: after }, false],
  ['valid from now on', { enabled: true, notBefore: now }, true],
  ['expired', { enabled: true, expiresOn: before }, false],
  ['expiring now', { enabled: true, expiresOn: now }, false],
  ['refused', { version: 'refused', enabled: true }, false],
  ['not the refused one', { version: 'another', enabled: true }, true],
];

for (const [name, version, usable] of cases) {
  test(`a version that is ${name} may ${usable ? '' : 'not '}be used`, () =>
    assert.equal(mayBeUsed(version, refused, now), usable));
}

/** The version that is chosen of a list as the vault gives it. */
const choose = (...list: VersionProperties[]) =>
  newestUsable(
    (async function* () {
      yield* list;
    })(),
    refused,
    now,
  );

test('the usable version that was made last is taken, wherever it stands in the list', async () => {
  const version = (made: number, properties: VersionProperties = {}) => ({
    version: String(made),
    createdOn: new Date(made),
    ...properties,
  });
  const withoutUse = [version(4, { enabled: false }), version(5, { version: 'refused' })];
  assert.equal(await choose(version(1), version(3), ...withoutUse, version(2)), '3');
  assert.equal(await choose(...withoutUse), undefined);
});
