import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Desk } from '../../support/desk.ts';
import { runProgram } from '../../support/run-program.ts';
import { ask } from '../http/ask.ts';
import { onContosoDesk } from './contoso-desk.ts';
import { type Program, programs } from './programs.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');

/** Runs an example with another id, since all of them are about one invoice; nothing of it stays behind. */
async function runAs(id: string, { file, command, args }: Program, { host }: Desk) {
  const home = await mkdtemp(path.join(tmpdir(), 'example-'));
  try {
    const copy = path.join(home, 'example', path.basename(file));
    await mkdir(path.dirname(copy));
    const text = await readFile(path.join(examples, file), 'utf8');
    assert.equal(text.match(/invoice-4711/g)?.length, 1, file);
    await writeFile(copy, text.replace('invoice-4711', id));
    const app = { SENDASAPP_URL: host.url, SENDASAPP_KEY: host.key };
    return await runProgram(command, args(copy, app), { env: { ...environmentIn(home), ...app } });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Everything that a program writes stays in one folder, and it starts no server that outlives it. */
const environmentIn = (home: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: home,
  TMPDIR: home,
  NO_COLOR: '1',
  DOTNET_CLI_HOME: home,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  UseSharedCompilation: 'false',
  MSBUILDDISABLENODEREUSE: '1',
});

/** Of the message that a program sends. */
const idOf = ({ file }: Program) => file.replace(/\W+/g, '-');

test('examples over HTTP', { concurrency: true }, async (t) => {
  await onContosoDesk({}, async (desk) => {
    const sent = programs.map((program) =>
      t.test(`${program.file} says that its message was accepted`, { skip: program.skip }, async () => {
        const { code, out, err } = await runAs(idOf(program), program, desk);
        assert.equal(code, 0, `${err}\n${out}`);
        assert.match(out, /accepted/);
        assert.match(out, /250 2\.0\.0 OK/);
        await desk.kept(idOf(program), 'accepted');
      }),
    );
    const refused = programs.map((program) =>
      t.test(`${program.file} fails with the words of a problem`, { skip: program.skip }, async () => {
        const id = `other-${idOf(program)}`;
        const other = { id, from: 'billing@contoso.com', to: 'eve@fabrikam.com', subject: '', text: '' };
        assert.equal((await ask(desk, 'POST', 'messages', { body: other })).status, 202);
        const { code, out, err } = await runAs(id, program, desk);
        assert.notEqual(code, 0);
        assert.match(out + err, /The id is that of another message/);
      }),
    );
    await Promise.all([...sent, ...refused]);
    const fromExamples = desk.exchange.messages
      .map(({ raw }) => String(raw))
      .filter((raw) => !/eve@/.test(raw));
    assert.equal(fromExamples.length, programs.filter(({ skip }) => !skip).length);
    for (const raw of fromExamples) assert.match(raw, /^Subject: Your invoice 4711\r$/m);
  });
});
