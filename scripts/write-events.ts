import { readFile, writeFile } from 'node:fs/promises';
import { withEvents } from './events-table.ts';

/** Writes the events into docs/telemetry.md; with `--check` only says whether they are up to date (exit code 1 if not). */
const file = new URL('../docs/telemetry.md', import.meta.url);

const page = await readFile(file, 'utf8');
const written = withEvents(page);

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (page !== written) {
  console.error('docs/telemetry.md is out of date: node scripts/write-events.ts');
  process.exitCode = 1;
}
