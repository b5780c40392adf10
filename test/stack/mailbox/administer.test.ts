import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { releaseHold } from '../../../shared/administration/administer-holds.ts';
import { resend } from '../../../shared/administration/administer-messages.ts';
import type { OpenPartition } from '../../../shared/azure/partition.ts';
import { MAILBOX_TABLE } from '../../../shared/azure/storage.ts';
import { openTable } from '../../../shared/azure/table.ts';
import { ok } from '../../../shared/failures/result.ts';
import { keepUnsendable } from '../../../shared/intake/unsendable.ts';
import { pack } from '../../../shared/mail/content.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { finishedKey, MAILBOX_ROW, messageKey } from '../../../shared/mailbox/keys.ts';
import { newMailbox, stateToValues } from '../../../shared/mailbox/mailbox-state.ts';
import { type MessageRecord, toValues } from '../../../shared/mailbox/message-record.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { renewStep } from '../../../shared/mailbox/steps.ts';
import { createWriter } from '../../../shared/mailbox/writer.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { hold, message } from '../../unit/mailbox/given.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const address = 'billing@contoso.com';
const key = mailboxKey(address);

let azurite: Azurite;
let nothingIsLeft: () => Promise<void>;
let open: OpenPartition;
let turns: QueueClient;
let settings: string;
let removeSettings: () => Promise<void>;

before(async () => {
  nothingIsLeft = await guardAgainstLeaks();
  azurite = await startAzurite();
  const { connectionString } = azurite;
  open = openTable(
    TableClient.fromConnectionString(connectionString, MAILBOX_TABLE, { allowInsecureConnection: true }),
  );
  turns = new QueueClient(connectionString, 'mail-outbound-turns');
  const folder = await mkdtemp(path.join(tmpdir(), 'settings-'));
  settings = path.join(folder, 'local.settings.json');
  removeSettings = () => rm(folder, { recursive: true });
  const MAIL_MAILBOXES = `${address}: invoices@contoso.com`;
  const Values = { MAIL_STORAGE: connectionString, MAIL_QUEUE: 'mail-outbound', MAIL_MAILBOXES };
  await writeFile(settings, JSON.stringify({ Values }));
});

after(async () => {
  await azurite.stop();
  await removeSettings();
  await nothingIsLeft();
});

/** Runs a command as `npm run` does, with nothing in the environment that names a storage account. */
function run(script: 'holds' | 'buried', ...words: readonly string[]) {
  const file = path.join(root, 'scripts', `${script}.ts`);
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE };
  return new Promise<{ code: unknown; out: string; errors: string }>((resolve) => {
    execFile(process.execPath, [file, '--settings', settings, ...words], { env }, (error, out, errors) =>
      resolve({ code: error ? error.code : 0, out, errors }),
    );
  });
}

async function put(partition: string, record: MessageRecord): Promise<void> {
  const { id, state, finishedAt = 0 } = record;
  const content = pack({ from: address, to: ['ada@fabrikam.com'], subject: 'Invoice', text: 'x' });
  const written = await open(partition).commit([
    { kind: 'create', rowKey: messageKey(id), values: toValues(record, content) },
    { kind: 'create', rowKey: finishedKey(state, finishedAt, id), values: {} },
  ]);
  assert.ok(written.ok, JSON.stringify(written));
}

const rungFor = async () => {
  const { receivedMessageItems } = await turns.receiveMessages({ numberOfMessages: 32 });
  // Those of one test would be seen again by the next, half a minute later.
  for (const { messageId, popReceipt } of receivedMessageItems)
    await turns.deleteMessage(messageId, popReceipt);
  return receivedMessageItems.map(({ messageText }) => JSON.parse(messageText).mailbox);
};

test('npm run holds: paused by hand, shown, not probed, released, and rung for', async () => {
  const now = Date.now();
  const paused = await run('holds', 'pause', 'sender', 'INVOICES@contoso.com', '--why', 'wrong amounts');
  const id = /release (\S+)/.exec(paused.out)?.[1] ?? '';
  assert.match(id, new RegExp(`^${key}:[0-9a-f]{8}$`));

  const shown = await run('holds', 'list', '--json');
  assert.equal(shown.errors, '');
  const [mailbox] = JSON.parse(shown.out).mailboxes;
  assert.equal(mailbox.address, address);
  const [held] = mailbox.holds;
  assert.deepEqual(
    [held.id, held.sender, held.failure, held.said, held.probeAt],
    [id, 'invoices@contoso.com', 'paused', 'wrong amounts', undefined],
  );
  assert.ok(Math.abs(held.since - now) < 60_000);
  const told = await run('holds', 'list');
  assert.match(told.out, /because +paused by hand/);
  assert.match(told.errors, /local\.settings\.json/);

  const probed = await run('holds', 'probe', id);
  assert.deepEqual([probed.code, probed.out], [1, '']);
  assert.match(probed.errors, /paused by hand/);
  const released = await run('holds', 'release', id);
  assert.deepEqual([released.code, await rungFor()], [0, [key]]);
  assert.match((await run('holds', 'release', id)).errors, /There is no hold/);
  assert.match((await run('holds', 'list')).out, /Nothing is held\./);
});

test('npm run buried: listed, shown, resent once somebody said that twice is right, purged', async () => {
  const at = Date.now() - 60_000;
  const history = [{ at, what: 'uncertain' }];
  await put(key, message({ id: 'perhaps', state: 'uncertain', finishedAt: at, history }));
  await put(
    key,
    message({ id: 'too-large', state: 'buried', finishedAt: at + 1, failure: 'message-too-large' }),
  );
  const unsendable = {
    id: 'x',
    fault: { at: 'message', code: 'message-invalid', said: 'no' },
    problems: [],
  } as const;
  const kept = await keepUnsendable(open, unsendable, 'no JSON', { takenInAt: at, now: at + 2, token: 'x' });
  assert.ok(kept.ok);

  const listed = await run('buried', 'list', '--json');
  assert.deepEqual(
    JSON.parse(listed.out).map(({ handle }: { handle: string }) => handle),
    [`unaddressed.${kept.value}`, `${key}.too-large`, `${key}.perhaps`],
  );
  const shown = await run('buried', 'show', 'perhaps');
  assert.match(
    shown.out,
    /Get-MessageTraceV2 -SenderAddress billing@contoso.com -RecipientAddress ada@fabrikam.com/,
  );

  const content = await run('buried', 'show', '--json', 'x');
  assert.equal(JSON.parse(content.out).content, 'no JSON');

  const refused = await run('buried', 'resend', 'perhaps', 'too-large', kept.value, 'nobody');
  assert.deepEqual([refused.code, refused.out], [1, `${key}.too-large goes again.\n`]);
  assert.match(
    refused.errors,
    /perhaps may have been sent.*\n.*Mend it and queue it anew.*\nThere is no message nobody/,
  );
  const again = await run('buried', 'resend', '--may-duplicate', `${key}.perhaps`);
  assert.deepEqual([again.code, await rungFor()], [0, [key, key]]);
  assert.equal((await run('buried', 'purge', kept.value)).code, 0);
  assert.match((await run('buried', 'list')).out, /Nothing is buried/);
});

test('a command that is not understood says how it is used', async () => {
  const wrong = [
    run('holds'),
    run('holds', 'pause', 'mailbox'),
    run('holds', 'release'),
    run('buried', 'resend'),
    run('buried', 'list', '--limit', '0'),
  ];
  for (const { code, errors } of await Promise.all(wrong)) {
    assert.equal(code, 2);
    assert.match(errors, /^usage: npm run/);
  }
});

test('settings that do not do are told by name', async () => {
  await writeFile(
    `${settings}.bad`,
    JSON.stringify({ Values: { MAIL_STORAGE: 'secret', MAIL_MAILBOXES: 'x' } }),
  );
  const bad = await run('holds', 'list', '--settings', `${settings}.bad`);
  assert.equal(bad.code, 1);
  assert.match(bad.errors, /MAIL_STORAGE .*MAIL_QUEUE is missing.*MAIL_MAILBOXES /);
  assert.equal(bad.errors.includes('secret'), false);
  const none = await run('buried', 'list', '--settings', `${settings}.none`);
  assert.match(none.errors, /cannot be read/);
});

const parts = () => ({
  open,
  addresses: [address],
  limits: pacePresets.off,
  ring: async () => ok(undefined),
  now: Date.now,
  newId: () => crypto.randomUUID(),
});

test('of many administrators who resend one message at once, one wins', async () => {
  const partition = mailboxKey('many@contoso.com');
  for (const id of ['a', 'b', 'c']) {
    await put(partition, message({ id, state: 'buried', finishedAt: 1 }));
    const all = await Promise.all(
      Array.from({ length: 8 }, () => resend(parts(), { key: partition, id }, { mayDuplicate: false })),
    );
    assert.equal(all.filter(({ ok }) => ok).length, 1, JSON.stringify(all));
  }
});

test('a hold that is released while somebody sends: the owner keeps its turn and goes on without the hold', async () => {
  const partition = open(mailboxKey('owned@contoso.com'));
  const state = {
    ...newMailbox('owned@contoso.com'),
    hold: hold(),
    owner: 'me',
    leaseUntil: Date.now() + 60_000,
  };
  const written = await partition.commit([
    { kind: 'create', rowKey: MAILBOX_ROW, values: stateToValues(state) },
  ]);
  assert.ok(written.ok);
  const writer = createWriter(
    partition,
    { state, etag: written.value[0] ?? '' },
    { ...parts(), sleep: async () => {} },
  );
  assert.ok((await releaseHold(parts(), partition.key)).ok);
  assert.equal(await writer.write(renewStep), 'written');
  assert.equal(writer.state.hold, undefined);
  assert.equal(writer.state.lifted?.failure, hold().failure);
});
