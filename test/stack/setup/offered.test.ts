import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { SetupScript } from '../../../shared/setup/scripts.ts';
import { type Desk, onDesk } from '../../support/desk.ts';

const names = ['setup-entra.ps1', 'setup-exchange.ps1', 'check.ps1', 'undo.ps1', 'certificate-file.ps1'];

const ask = (desk: Desk, query = '') =>
  fetch(`${desk.host.url}/api/setup${query}`, { headers: { 'x-functions-key': desk.host.key } });

const command = path.resolve(import.meta.dirname, '../../../scripts/setup.ts');

/** Runs `npm run setup` with this environment and nothing of our own. */
const setup = (settings: Record<string, string>, ...args: string[]) => {
  const env = { ...settings, NO_COLOR: '1', NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) =>
    execFile(process.execPath, [command, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? error.code : 0, out, err }),
    ),
  );
};

test('the scripts come by HTTP, with the object id that the token says, and without any secret', () =>
  onDesk({}, async (desk) => {
    const answer = await ask(desk);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const text = await answer.text();
    const { version, scripts } = JSON.parse(text) as { version: number; scripts: SetupScript[] };
    assert.equal(version, 1);
    assert.deepEqual(
      scripts.map(({ name }) => name),
      names,
    );
    assert.doesNotMatch(text, /eyJ|PRIVATE KEY|AccountKey/);

    const one = await ask(desk, '?script=setup-exchange.ps1');
    assert.equal(one.headers.get('content-type'), 'text/plain; charset=us-ascii');
    assert.equal(one.headers.get('content-disposition'), 'attachment; filename="setup-exchange.ps1"');
    const { clientId, objectId } = desk.contoso.application;
    const script = await one.text();
    assert.ok(script.includes(`[string]$AppId = '${clientId}'`));
    assert.ok(script.includes(`[string]$ObjectId = '${objectId}'`));
    assert.equal((await ask(desk, '?script=../host.json')).status, 404);
    assert.equal((await fetch(`${desk.host.url}/api/setup`)).status, 401);
  }));

test('broken settings are named by HTTP', () =>
  onDesk({ env: { MAIL_MAILBOXES: 'nobody' } }, async (desk) => {
    const answer = await ask(desk);
    assert.equal(answer.status, 503);
    assert.match(((await answer.json()) as { detail: string }).detail, /^MAIL_MAILBOXES has an entry/);
  }));

test('npm run setup writes the scripts before there is a client id, and prints one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'setup-'));
  try {
    const env = { MAIL_MAILBOXES: 'billing@contoso.com' };
    const out = path.join(folder, 'scripts');
    const written = await setup(env, '--out', out, '--name', 'O’Neil');
    assert.deepEqual([written.code, written.err], [0, '']);
    assert.match(written.out, /The object id is not known yet: setup-entra\.ps1 prints it\./);
    assert.deepEqual((await readdir(out)).sort(), [...names].sort());
    const text = await readFile(path.join(out, 'setup-exchange.ps1'), 'utf8');
    assert.match(text, /\[string\]\$AppId = ''/);
    assert.match(text, /\$DisplayName = \('O' \+ \[char\]0x2019 \+ 'Neil'\)/);

    const file = path.join(folder, 'settings.json');
    await writeFile(file, JSON.stringify({ Values: { ...env, MAIL_PERMISSION_MODEL: 'rbac' } }));
    const objectId = 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604';
    const shown = await setup({}, '--settings', file, '--show', 'check.ps1', '--object-id', objectId);
    assert.equal(shown.code, 0);
    assert.match(shown.out, /^# check\.ps1: [\s\S]+What = 'assignment'/);
    assert.ok(shown.out.includes(objectId));
  } finally {
    await rm(folder, { recursive: true });
  }
});

const wrong: readonly (readonly [Record<string, string>, readonly string[], RegExp])[] = [
  [{ MAIL_MAILBOXES: 'x' }, [], /^MAIL_MAILBOXES has an entry/],
  [
    { MAIL_MAILBOXES: 'a@b.example' },
    ['--show', 'x.ps1'],
    /^There is no x\.ps1; there are setup-entra\.ps1, /,
  ],
  [{ MAIL_MAILBOXES: 'a@b.example' }, ['--object-id', 'x'], /^--object-id is no GUID\./],
  [{}, ['--settings', '/nowhere.json'], /^\/nowhere\.json cannot be read/],
];

for (const [env, args, says] of wrong) {
  test(`npm run setup ${args.join(' ')} with ${JSON.stringify(env)} is refused`, async () => {
    const { code, out, err } = await setup(env, ...args);
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, says);
  });
}
