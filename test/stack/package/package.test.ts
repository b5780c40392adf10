import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { sampleMessage } from '../../../local/sample-message.ts';
import { makePackage } from '../../../scripts/package/make-package.ts';
import { onDesk } from '../../support/desk.ts';

/** Licences that ask for nothing but their text, which the package has. */
const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-3-Clause',
  'Apache-2.0',
  '(BSD-3-Clause OR GPL-2.0)', // node-forge: the first is chosen
]);

test('the package is the same twice, and sends from a folder that has nothing else', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'package-'));
  const [one, two, app] = ['one', 'two', 'app'].map((name) => path.join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  const first = await makePackage(path.join(one, 'build'), one);
  const second = await makePackage(path.join(two, 'build'), two);
  const zip = await readFile(first.file);
  assert.ok(zip.equals(await readFile(second.file)));
  const sum = `${createHash('sha256').update(zip).digest('hex')}  ${path.basename(first.file)}\n`;
  assert.equal(await readFile(`${first.file}.sha256`, 'utf8'), sum);

  const files = unzipSync(zip);
  assert.deepEqual(Object.keys(files), [
    'LICENSE',
    'THIRD-PARTY-NOTICES.txt',
    'host.json',
    'index.cjs',
    'package.json',
    'tracing.cjs',
  ]);
  assert.deepEqual(
    first.packages.filter(({ license }) => !permissive.has(license)),
    [],
  );
  const notices = Buffer.from(files['THIRD-PARTY-NOTICES.txt'] ?? []).toString();
  for (const { name, version } of first.packages) assert.ok(notices.includes(`\n${name} ${version}\n`), name);
  assert.ok(notices.includes('Tom Wu'), 'of code that a package took from elsewhere');

  await mkdir(app);
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(app, name), bytes);
  assert.throws(() => createRequire(path.join(app, 'index.cjs')).resolve('nodemailer'));
  await onDesk({ app }, async (desk) => {
    await desk.enqueue(sampleMessage('packaged-1'));
    assert.equal((await desk.attempt('packaged-1')).outcome, 'accepted');
    assert.equal(desk.exchange.messages.length, 1);
  });
});
