import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { messageKey } from '../../../shared/mailbox/keys.ts';
import type { Desk } from '../../support/desk.ts';
import { runProgram } from '../../support/run-program.ts';
import { ask } from '../http/ask.ts';
import { onContosoDesk } from './contoso-desk.ts';
import { type Program, programs } from './programs.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');

/**
 * Runs an example twice: while another message has its id, and when that is not kept any more. It has an id of its own
 * here, since all of them are about one invoice. Nothing of it stays behind.
 */
async function runExample({ file, command, args }: Program, desk: Desk) {
  const id = file.replace(/\W+/g, '-');
  const home = await mkdtemp(path.join(tmpdir(), 'example-'));
  try {
    const copy = path.join(home, 'example', path.basename(file));
    await mkdir(path.dirname(copy));
    const text = await readFile(path.join(examples, file), 'utf8');
    assert.equal(text.match(/invoice-4711/g)?.length, 1, file);
    await writeFile(copy, text.replace('invoice-4711', id));
    const app = { SENDASAPP_URL: desk.host.url, SENDASAPP_KEY: desk.host.key };
    const run = () => runProgram(command, args(copy, app), { env: { ...environmentIn(home), ...app } });

    const other = { id, from: 'billing@contoso.com', to: 'eve@fabrikam.com', subject: '', text: '' };
    assert.equal((await ask(desk, 'POST', 'messages', { body: other })).status, 202);
    await desk.kept(id, 'accepted');
    const refused = await run();
    assert.notEqual(refused.code, 0);
    assert.match(refused.out + refused.err, /The id is that of another message/);

    await desk
      .openPartition(mailboxKey('billing@contoso.com'))
      .commit([{ kind: 'delete', rowKey: messageKey(id) }]);
    const { code, out, err } = await run();
    assert.equal(code, 0, `${err}\n${out}`);
    assert.match(out, /accepted/);
    assert.match(out, /250 2\.0\.0 OK/);
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

test('examples over HTTP', { concurrency: true }, async (t) => {
  await onContosoDesk({}, async (desk) => {
    const run = programs.map((program) =>
      t.test(
        `${program.file}: the words of a problem, or that its message was accepted`,
        { skip: program.skip },
        () => runExample(program, desk),
      ),
    );
    await Promise.all(run);
    const sent = desk.exchange.messages.map(({ raw }) => String(raw)).filter((raw) => !/eve@/.test(raw));
    assert.equal(sent.length, programs.filter(({ skip }) => !skip).length);
    for (const raw of sent) assert.match(raw, /^Subject: Your invoice 4711\r$/m);
  });
});
