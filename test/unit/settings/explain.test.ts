import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainSettings } from '../../../shared/settings/explain.ts';

test('one event names every broken setting with its purpose, an example and the place to look', () => {
  const { event, failure, problems } = explainSettings([
    { name: 'MAIL_QUEUE', says: 'is missing' },
    { name: 'MAIL_CLIENT_ID', says: 'is not a GUID' },
  ]);
  assert.equal(event, 'settings.invalid');
  assert.equal(failure.id, 'settings-invalid');
  assert.equal(failure.more, 'docs/errors.md#settings-invalid');
  assert.deepEqual(
    problems.map(({ name, says }) => `${name} ${says}`),
    ['MAIL_QUEUE is missing', 'MAIL_CLIENT_ID is not a GUID'],
  );
  assert.deepEqual(Object.keys(problems[0] ?? {}), ['name', 'says', 'for', 'example', 'where']);
});
