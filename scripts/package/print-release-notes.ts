// `node scripts/node24.mjs scripts/package/print-release-notes.ts v1.2.3 OWNER/REPOSITORY`: prints what the release of a tag
// says of itself.
import { readFile } from 'node:fs/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { deployButton } from './deploy-button.ts';
import { releaseNotes } from './release-notes.ts';

const [tag = '', repository] = process.argv.slice(2);
const changelog = await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
const notes = releaseNotes(tag, packageJson.version, changelog);
if (notes.ok) {
  process.stdout.write(notes.value);
  if (repository) process.stdout.write(`\n${deployButton(repository, tag)}`);
} else {
  console.error(notes.error);
  process.exitCode = 1;
}
