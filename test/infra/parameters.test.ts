import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { definitions } from '../../shared/settings/definitions.ts';
import { leftOut } from './checks/app-settings.ts';
import { differences } from './checks/check.ts';
import { readInfra } from './template.ts';

const asked = [...(await readInfra('main.bicepparam')).matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(
  ([, name = '']) => name,
);
const guide = await readFile(path.resolve(import.meta.dirname, '../../docs/deploy.md'), 'utf8');

test('azd env set reaches every setting that is deployed and that the template does not work out itself', () => {
  const workedOut = ['MAIL_STORAGE', 'MAIL_VAULT_URL', 'MAIL_IDENTITY_CLIENT_ID'];
  const expected = Object.keys(definitions).filter((name) => !(name in leftOut) && !workedOut.includes(name));
  const settings = asked.filter((name) => name.startsWith('MAIL_'));
  assert.deepEqual(differences('main.bicepparam', settings, expected), []);
});

for (const name of [...asked.filter((name) => !name.startsWith('MAIL_')), ...Object.keys(leftOut)]) {
  test(`docs/deploy.md explains ${name}`, () => {
    assert.ok(guide.includes(`\`${name}`) || guide.includes(`${name}=`), name);
  });
}
