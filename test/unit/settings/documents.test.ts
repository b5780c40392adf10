import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { withSettingsTable } from '../../../scripts/settings-table.ts';
import { definitions, type SettingName } from '../../../shared/settings/definitions.ts';
import { readSettings } from '../../../shared/settings.ts';

const read = (name: string) => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

const readme = await read('README.md');
const example = JSON.parse(await read('local.settings.example.json'));
const names = Object.keys(definitions) as SettingName[];

test('README has the settings as the schema has them (else: node scripts/write-settings-table.ts)', () => {
  assert.equal(readme, withSettingsTable(readme));
});

for (const name of names) {
  const { required, requiredWith, default: otherwise } = definitions[name];
  test(`README has one row for ${name}, which says whether it is needed`, () => {
    const rows = readme.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`));
    assert.equal(rows.length, 1);
    const optional = otherwise === undefined ? 'no' : `no: \`${otherwise}\``;
    const needed = required
      ? '**yes**'
      : requiredWith
        ? `with source \`${requiredWith.join('`, `')}\``
        : optional;
    assert.equal(rows[0]?.split(' | ')[1], needed);
  });
}

test('without its two comments README is refused instead of left as it is', () => {
  assert.throws(() => withSettingsTable('# SendAsApp\n'), /two comments/);
});

test('the example has every required setting, and none that nobody reads', () => {
  const ofTheHost = ['FUNCTIONS_WORKER_RUNTIME', 'AzureWebJobsStorage'];
  const given = Object.keys(example.Values).filter((name) => !ofTheHost.includes(name));
  assert.deepEqual(
    given.filter((name) => !names.includes(name as SettingName)),
    [],
  );
  assert.deepEqual(
    names.filter((name) => definitions[name].required && !given.includes(name)),
    [],
  );
});

test('the example is a set of settings that the app takes, for a developer machine', () => {
  assert.equal(example.IsEncrypted, false);
  assert.equal(example.Values.FUNCTIONS_WORKER_RUNTIME, 'node');
  assert.equal(example.Values.AzureWebJobsStorage, 'UseDevelopmentStorage=true');
  const settings = readSettings(example.Values);
  assert.ok(settings.ok, JSON.stringify(settings));
  assert.equal(settings.value.identity.source, 'azure-cli');
});
