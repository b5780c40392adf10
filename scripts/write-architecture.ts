import { readFile, writeFile } from 'node:fs/promises';
import { drawHouse, withDiagram } from './architecture/diagram.ts';
import { floors, roomGraph } from './architecture/rooms.ts';

/** Draws the house into docs/architecture.md; with `--check` only says whether it is up to date (exit code 1 if not). */
const file = new URL('../docs/architecture.md', import.meta.url);

const page = await readFile(file, 'utf8');
const written = withDiagram(page, drawHouse(floors, roomGraph()));

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (page !== written) {
  console.error('docs/architecture.md is out of date: node scripts/write-architecture.ts');
  process.exitCode = 1;
}
