import assert from 'node:assert/strict';
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { bundledPackages } from '../../../scripts/package/bundled-packages.ts';
import { thirdPartyNotices } from '../../../scripts/package/third-party-notices.ts';

const files = {
  'node_modules/plain/package.json':
    '{"name":"plain","version":"1.0.0","license":"MIT","homepage":"https://plain.example"}',
  'node_modules/plain/LICENSE.md': 'MIT, of plain\r\n',
  'node_modules/plain/lib/a.js': '/* a note */ a();',
  'node_modules/plain/lib/taken.js':
    '/* Copyright Tom. Permission is hereby granted to all. */ b(); /* another note */',
  'node_modules/@some/scoped/package.json':
    '{"name":"@some/scoped","version":"2.0.0","license":"Apache-2.0","repository":{"url":"git+https://scoped.example"}}',
  'node_modules/@some/scoped/LICENSE': 'Apache 2.0',
  'node_modules/@some/scoped/NOTICE.txt': 'Notice of scoped',
  'node_modules/@some/scoped/x.js': '',
  'node_modules/@some/scoped/node_modules/bare/package.json':
    '{"name":"bare","version":"3.0.0","license":"ISC"}',
  'node_modules/@some/scoped/node_modules/bare/y.js': '',
  'node_modules/absent/package.json': '{"name":"absent","version":"4.0.0","license":"MIT"}',
  'shared/own.ts': '',
};

test('packages of a bundle, with the licences of their files', async () => {
  await using root = await mkdtempDisposable(path.join(tmpdir(), 'bundled-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root.path, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const sources = Object.keys(files).filter((name) => /\.[jt]s$/.test(name));
  const packages = await bundledPackages(root.path, sources);
  assert.deepEqual(packages, [
    {
      name: '@some/scoped',
      version: '2.0.0',
      license: 'Apache-2.0',
      homepage: 'git+https://scoped.example',
      texts: ['Apache 2.0', 'Notice of scoped'],
    },
    { name: 'bare', version: '3.0.0', license: 'ISC', homepage: '', texts: [] },
    {
      name: 'plain',
      version: '1.0.0',
      license: 'MIT',
      homepage: 'https://plain.example',
      texts: ['MIT, of plain\r\n', '/* Copyright Tom. Permission is hereby granted to all. */'],
    },
  ]);

  const notices = thirdPartyNotices(packages);
  assert.ok(notices.includes('bare 3.0.0\nLicense: ISC\n\nThe package comes without a licence text.\n'));
  assert.ok(notices.includes('\nMIT, of plain\n\n/* Copyright Tom.'));
});
