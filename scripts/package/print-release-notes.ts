// `node scripts/node24.mjs scripts/package/print-release-notes.ts v1.2.3`: prints what the release of a tag says of itself.
import { readFile } from 'node:fs/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { releaseNotes } from './release-notes.ts';

const changelog = await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
const notes = releaseNotes(process.argv[2] ?? '', packageJson.version, changelog);
if (notes.ok) {
  process.stdout.write(notes.value);
} else {
  console.error(notes.error);
  process.exitCode = 1;
}
