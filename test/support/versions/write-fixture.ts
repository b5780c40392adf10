// `node test/support/versions/write-fixture.ts [--app dist] [--name 1.2.3]`: what a built app leaves in its storage, as
// test/fixtures/<name>.json, for the tests of later versions. The name is the version of the build as a rule.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { leaveBehind } from './leave-behind.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const { values: flags } = parseArgs({
  options: { app: { type: 'string', default: path.join(root, 'dist') }, name: { type: 'string' } },
});
const app = path.resolve(flags.app);
const { version } = JSON.parse(await readFile(path.join(app, 'package.json'), 'utf8'));
const name = flags.name ?? version;
const { rows, ...others } = await leaveBehind(app, name);
// A row on a line: a change of one is a change of a line.
const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
const rest = JSON.stringify(others, null, 2).slice(1);
const file = path.join(root, 'test/fixtures', `${name}.json`);
await writeFile(file, `{\n"rows": [\n${lines}\n],${rest}\n`);
console.log(`${path.relative(root, file)}: ${rows.length} rows.`);
