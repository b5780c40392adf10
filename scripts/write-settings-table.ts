import { readFile, writeFile } from 'node:fs/promises';
import { withSettingsTable } from './settings-table.ts';

/** Writes README's table of settings; with `--check` only says whether it is up to date (exit code 1 if not). */
const file = new URL('../README.md', import.meta.url);

const readme = await readFile(file, 'utf8');
const written = withSettingsTable(readme);

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (readme !== written) {
  console.error('README.md is out of date: node scripts/write-settings-table.ts');
  process.exitCode = 1;
}
