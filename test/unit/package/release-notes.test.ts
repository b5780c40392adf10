import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseNotes } from '../../../scripts/package/release-notes.ts';

const changelog =
  '# Changes\n\n## Unreleased\n\n- New.\n\n## 1.2.3\n\nFixed:\n\n- This.\n\n## 1.2\n\n- That.\n\n## 0.9.0\n';

for (const [tag, version, expected] of [
  ['v1.2.3', '1.2.3', 'Fixed:\n\n- This.\n'],
  ['v1.2', '1.2', '- That.\n'],
  ['v1.2.4', '1.2.3', /is not v1\.2\.3/],
  ['1.2.3', '1.2.3', /is not v1\.2\.3/],
  ['v1.0.0', '1.0.0', /no section "## 1\.0\.0"/],
  ['v0.9.0', '0.9.0', /no section/],
] as const) {
  test(`the notes of the tag ${tag}, with ${version} in package.json`, () => {
    const notes = releaseNotes(tag, version, changelog);
    if (typeof expected === 'string') assert.deepEqual(notes, { ok: true, value: expected });
    else assert.match(notes.ok ? '' : notes.error, expected);
  });
}
