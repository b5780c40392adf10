import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { filesIn, read } from '../../../scripts/architecture/imports.ts';
import { describeEvents, withEvents } from '../../../scripts/events-table.ts';
import { events } from '../../../shared/events/event.ts';
import { linesIn, parseLine } from '../../support/events.ts';

const described = describeEvents();
const names = described.map(({ name }) => name);
const product = filesIn('functions', 'shared').filter((path) => !path.startsWith('shared/events/'));

test('each event of the list is there once, and logged somewhere', () => {
  assert.deepEqual([...new Set(names)], names);
  const logged = product.flatMap((path) =>
    [...read(path).matchAll(/\bevent: '([^']+)'/g)].map(([, name]) => name),
  );
  assert.deepEqual([...new Set(logged)].sort(), [...names].sort());
});

test('each event says when it is logged, each of its fields what it means', () => {
  for (const { name, when, fields } of described) {
    assert.ok(when.length > 10, name);
    for (const { path, type, means } of fields) assert.ok(type && means, `${name} ${path}`);
  }
});

test('every field is one of the list: an object has no others, but for what producers write into metadata', () => {
  const open: string[] = [];
  const look = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    if ('type' in schema && schema.type === 'object') {
      const { additionalProperties } = schema as z.core.JSONSchema.BaseSchema;
      if (additionalProperties !== false) open.push(path);
    }
    for (const [key, inner] of Object.entries(schema)) look(inner, `${path}/${key}`);
  };
  for (const schema of events) look(z.toJSONSchema(schema), '');
  assert.deepEqual([...new Set(open)], ['/properties/metadata']);
});

test('no text is named as something that no log may hold', () => {
  const words =
    /^(?:subject|to|cc|bcc|from|recipient|address|sender|reply|said|text|html|body|content|token|key|secret|password|assertion)s?$/i;
  const bad = described.flatMap(({ name, fields }) =>
    fields
      .filter(({ path, type }) => words.test(path.split(/\.|\[\]/).at(-1) ?? '') && /text/.test(type))
      .map(({ path }) => `${name} ${path}`),
  );
  assert.deepEqual(bad, []);
});

test('what is logged goes out in one place alone', () => {
  const writes =
    /\bcontext\.(?:log|trace|debug|info|warn|error)\(|\bconsole\.|\bprocess\.(?:stdout|stderr)\b/;
  assert.deepEqual(
    product.filter((path) => writes.test(read(path))),
    ['functions/log-to.ts'],
  );
});

test('docs/telemetry.md is up to date (else: node scripts/write-events.ts)', () => {
  const page = readFileSync(new URL('../../../docs/telemetry.md', import.meta.url), 'utf8');
  assert.equal(page, withEvents(page));
  for (const name of names) assert.ok(page.includes(`\n### ${name}\n`), name);
  assert.throws(() => withEvents('# A page without markers'), /lost the two comments/);
});

const wrong: readonly (readonly [string, string])[] = [
  ['an unknown event', '{"event":"watch.fine"}'],
  ['an unknown field', '{"event":"watch.failed","says":"no","to":"ada@fabrikam.com"}'],
  ['a missing field', '{"event":"watch.failed"}'],
  ['a mailbox by its address', '{"event":"sweep.rang","mailboxes":["billing@contoso.com"]}'],
  [
    'a time that is none',
    '{"event":"mail.room","mailbox":"d5669ef8dd90","waiting":0,"heldSince":"noon","accepted":0,"buried":0,"uncertain":0}',
  ],
  ['an address in a text', '{"event":"watch.failed","says":"nobody knows ada@fabrikam.com"}'],
  ['no JSON', 'sent a message'],
];

for (const [name, line] of wrong) {
  test(`a line that the list does not have is found: ${name}`, () => assert.throws(() => parseLine(line)));
}

test('what functions logged is found in the output of the host, whatever it prints around it', () => {
  const at = '2026-11-25T12:00:00.000Z';
  const output = `${at} information host Ready at http://127.0.0.1:7071
${at} information sweep {"event":"sweep.rang","mailboxes":[]}
${at} information worker Worker is ready
${at} error       watch Executed 'Functions.watch' (Failed)
TryAgain: it waits
${at} warning     sendMail sent a message
${at} information sendMail {"event":"watch.fai`;
  assert.deepEqual(linesIn(output), ['{"event":"sweep.rang","mailboxes":[]}', 'sent a message']);
});
