import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import host from '../../host.json' with { type: 'json' };
import { problemsOf } from './kql/problems.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Where a page shows a query, each with the line that it stands below. */
const shown = globSync('{README.md,docs/*.md}', { cwd: root }).flatMap((file) => {
  const page = readFileSync(path.join(root, file), 'utf8');
  return [...page.matchAll(/^```(?:kusto|kql)\n([\s\S]*?)^```$/gm)].map(({ 1: query = '', index }) => ({
    where: `${file}:${page.slice(0, index).split('\n').length}`,
    query,
  }));
});

test('no line is sampled away, so that queries may count them as they are', () => {
  const { samplingSettings } = host.logging.applicationInsights;
  assert.ok(samplingSettings.excludedTypes.split(';').includes('Trace'));
});

test('the pages show queries', () => assert.ok(shown.length >= 2, `${shown.length}`));

for (const { where, query } of shown) {
  test(`the query at ${where} runs against what the app logs`, () => assert.deepEqual(problemsOf(query), []));
}

const attempts = `AppTraces
| where Message startswith '{"event":"mail.attempt"'
| extend line = parse_json(Message)`;

for (const [what, query, expected] of [
  ['a column misspelt', "AppTraces | where Mesage has 'x'", /^KS142: .*'Mesage'/],
  ['a column of the other table', "traces | where Message has 'x'", /^KS142: .*'Message'/],
  ['an unknown table', 'AppTrace | count', /^KS204: /],
  ['bad syntax', 'AppTraces | where', /^KS\d+: /],
  ['a function that there is not', 'AppTraces | extend x = tosting(Message)', /^KS211: /],
  [
    'a field misspelt',
    `${attempts} | project line.mesageId`,
    /^line\.mesageId: no such field in mail\.attempt$/,
  ],
  ['a field within a field', `${attempts} | where line.ms.submitt > 1`, /^line\.ms\.submitt: no such field/],
  [
    'a field within a list',
    `${attempts} | project line.failure[0].idd`,
    /^line\.failure\[0\]\.idd: no such field/,
  ],
  [
    'a field in brackets',
    `${attempts} | project line['ms'].submitt`,
    /^line\['ms'\]\.submitt: no such field/,
  ],
  ['a field of another event', `${attempts} | project line.oldestSeconds`, /no such field in mail\.attempt$/],
  [
    'a word that a field never is',
    `${attempts} | where line.action == 'burry'`,
    /^line\.action is never burry$/,
  ],
  ['one of several words', `${attempts} | where tostring(line.action) in ('bury', 'kep')`, /never kep$/],
  ['an unknown event', `AppTraces | where Message startswith '{"event":"mail.rom"'`, /^no event begins with/],
  [
    'an event that is named',
    `${attempts} | where tostring(line.event) == 'mail.tried'`,
    /no event mail\.tried$/,
  ],
  [
    'a line by another name',
    'AppTraces | extend x = parse_json(Message) | project x.id',
    /^x\.id: .* called line$/,
  ],
] as const) {
  test(`control: ${what} is found`, () => {
    assert.match(problemsOf(query)[0] ?? 'nothing found', expected);
  });
}

test('control: fields of any depth, lists, free text and columns of the table are right', () => {
  const query = `${attempts}
| where tostring(line.action) !in ('done', 'rest') and line.metadata.order == '4711' and line.ms.submit > 1
| project TimeGenerated, line.failure[0].id, tostring(line.refused[0].domain), Properties.Category`;
  assert.deepEqual(problemsOf(query), []);
});
