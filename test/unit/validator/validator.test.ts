import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AdministerParts } from '../../../shared/administration/administer.ts';
import { enterDirectory } from '../../../shared/administration/directory.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { newMailbox, stateToValues } from '../../../shared/mailbox/mailbox-state.ts';
import { readSettings } from '../../../shared/settings.ts';
import type { StorageReach } from '../../../shared/validator/facts.ts';
import type { Report } from '../../../shared/validator/report.ts';
import { createValidator } from '../../../shared/validator/validator.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { createAdministration } from '../mailbox/administration.ts';
import { now, settingsWith } from './given.ts';

const address = 'billing@contoso.com';

function storageOf(changed: Partial<StorageReach> = {}) {
  const table = createMemoryTable();
  const storage: StorageReach = {
    open: table.open,
    openBlobs: () => memoryBlobs(),
    queue: 'mail-outbound',
    countQueued: async (name) => ok(name === 'mail-outbound' ? 4 : undefined),
    ...changed,
  };
  return { table, storage };
}

/** A set-up that asks nobody: the certificate is in a file that is not there. */
const settings = settingsWith({
  MAIL_CERTIFICATE_SOURCE: 'file',
  MAIL_CERTIFICATE_FILE: '/no/such/file.pem',
});

async function validate(storage: StorageReach | undefined, query = {}, administration?: AdministerParts) {
  const answer = await createValidator({ settings: ok(settings), storage, administration, now: () => now })(
    query,
  );
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

const said = ({ checks }: Report) =>
  Object.fromEntries(checks.map(({ check, verdict, says }) => [check, `${verdict}: ${says}`]));

test('broken settings: all of them are named, no value is repeated, and what needs them is skipped', async () => {
  const broken = readSettings({ MAIL_TENANT_ID: 'hunter2', MAIL_QUEUE: 'mail-outbound' });
  const answer = await createValidator({ settings: broken, storage: undefined, now: () => now })({});
  assert.ok(answer.ok);
  const { ok: isRight, checks, mailboxes } = answer.value;
  assert.equal(isRight, false);
  assert.deepEqual(mailboxes, []);
  const [first, ...others] = checks;
  assert.equal(first?.verdict, 'fail');
  assert.match(first?.says ?? '', /MAIL_TENANT_ID is neither .*; MAIL_CLIENT_ID is missing; MAIL_MAILBOXES/);
  assert.match(String(first?.details?.MAIL_CLIENT_ID), /found at: Microsoft Entra admin center/);
  assert.ok(others.every(({ verdict }) => verdict === 'skipped'));
  assert.match(said(answer.value).storage ?? '', /MAIL_STORAGE or MAIL_QUEUE is missing or wrong/);
  assert.doesNotMatch(JSON.stringify(answer.value), /hunter2/);
});

test('probe settings asks nobody', async () => {
  const { storage } = storageOf({ countQueued: () => assert.fail('asked') });
  const report = await validate(storage, { probe: 'settings' });
  assert.deepEqual(Object.keys(said(report)), ['settings']);
  assert.equal(report.ok, true);
});

test('a question that has no answer is refused: an unknown probe, an unknown mailbox', async () => {
  const ask = createValidator({ settings: ok(settings), storage: undefined, now: () => now });
  assert.equal((await ask({ probe: 'nonsense' })).ok, false);
  assert.equal((await ask({ probe: 'settings', mailbox: 'nobody@contoso.com' })).ok, false);
  const one = await ask({ probe: 'settings', mailbox: 'BILLING@contoso.com' });
  assert.deepEqual(one.ok && one.value.mailboxes.map(({ mailbox }) => mailbox), [address]);
});

test('a file that cannot be opened fails the certificate, without its path', async () => {
  const report = await validate(storageOf().storage, { probe: 'token' });
  assert.match(said(report).certificate ?? '', /^fail: /);
  assert.match(said(report).token ?? '', /^skipped: .*no certificate/);
  assert.doesNotMatch(JSON.stringify(report), /no\/such\/file/);
});

async function storageSays(storage: StorageReach) {
  return said(await validate(storage, { probe: 'token' })).storage ?? '';
}

test('storage: an empty table leaves open whether it can be written; nothing is written to find out', async () => {
  const { storage, table } = storageOf();
  assert.match(await storageSays(storage), /^unknown: /);
  assert.deepEqual(table.rows(mailboxKey(address)), []);
});

test('storage: a table that another app has made can be tried, and so can every one by who acts', async () => {
  const listed = storageOf();
  assert.ok((await enterDirectory(listed.table.open, 'other@contoso.com')).ok);
  assert.match(await storageSays(listed.storage), /^pass: /);
  const report = await validate(
    storageOf().storage,
    { probe: 'token', acts: true },
    createAdministration().parts,
  );
  assert.match(said(report).storage ?? '', /^pass: /);
});

test('storage: who may write is told so by a change that cannot be made', async () => {
  const { storage, table } = storageOf();
  const values = stateToValues(newMailbox(address));
  await table.open(mailboxKey(address)).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]);
  const before = table.rows(mailboxKey(address));
  assert.match(await storageSays(storage), /^pass: /);
  assert.deepEqual(table.rows(mailboxKey(address)), before);

  const fault = {
    at: 'storage',
    code: 'AuthorizationPermissionMismatch',
    said: 'This request is not authorized to perform this operation using this permission. (HTTP 403)',
  } as const;
  const readOnly = storageOf({
    open: (key) => ({
      ...table.open(key),
      commit: async () => failed({ kind: 'unavailable', fault }),
    }),
  });
  assert.match(await storageSays(readOnly.storage), /^fail: /);
  const shut = storageOf({ countQueued: async () => failed(fault) });
  assert.match(await storageSays(shut.storage), /^fail: /);
  const noBlobs = storageOf({ openBlobs: () => Object.assign(memoryBlobs(), { away: fault }) });
  assert.match(await storageSays(noBlobs.storage), /^fail: /);
});

test('storage: a container of files that is not there is said', async () => {
  const missing: Fault = { at: 'storage', code: 'ContainerNotFound', said: 'HTTP 404' };
  const { storage } = storageOf({
    openBlobs: (name) => Object.assign(memoryBlobs(), { away: name === 'files' ? missing : undefined }),
  });
  const named = { ...settings, attachmentsContainer: 'files' };
  const answer = await createValidator({ settings: ok(named), storage, now: () => now })({});
  assert.ok(answer.ok);
  assert.match(
    said(answer.value).storage ?? '',
    /^warn: There is no container files \(MAIL_ATTACHMENTS_CONTAINER\)/,
  );
});

test('storage: a queue that is not there is said', async () => {
  const { storage } = storageOf({ countQueued: async () => ok(undefined) });
  assert.match(await storageSays(storage), /^warn: There is no queue mail-outbound/);
});

test('room: a hold is explained with what it was refused for, for this mailbox', async () => {
  const { storage, table } = storageOf();
  const hold = {
    failure: 'mailbox-logon-failure',
    said: '430 4.2.0 STOREDRV; mailbox logon failure',
    since: now,
    probeAt: now,
    probes: 0,
  };
  const values = stateToValues({ ...newMailbox(address), hold });
  await table.open(mailboxKey(address)).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]);
  const { mailboxes } = await validate(storage, { probe: 'token', mailbox: address });
  const room = mailboxes[0]?.checks.find(({ check }) => check === 'room');
  assert.equal(room?.verdict, 'fail');
  assert.equal(room?.failure?.id, 'mailbox-logon-failure');
  assert.match(JSON.stringify(room?.failure?.fix), /Add-MailboxPermission -Identity billing@contoso\.com/);
});

test('what was seen a moment ago is seen again only by who says that he has changed something', async () => {
  const { storage } = storageOf();
  let asked = 0;
  const countQueued = async () => {
    asked += 1;
    return ok(0);
  };
  const ask = createValidator({
    settings: ok(settings),
    storage: { ...storage, countQueued },
    now: () => now,
  });
  await ask({ probe: 'token' });
  const once = asked;
  await ask({ probe: 'token' });
  assert.equal(asked, once);
  await ask({ probe: 'token', anew: true });
  assert.equal(asked, 2 * once);
});

test('send is for those who act', async () => {
  const ask = createValidator({ settings: ok(settings), storage: undefined, now: () => now });
  const refused = await ask({ probe: 'send' });
  assert.ok(!refused.ok);
  assert.match(refused.error, /POST/);
  const answer = await ask({ probe: 'send', acts: true, mailbox: address });
  assert.ok(answer.ok);
  const submission = answer.value.mailboxes[0]?.checks.find(({ check }) => check === 'submission');
  assert.match(submission?.says ?? '', /^Skipped, because the login did not get through/);
});

test('what was only looked at is not what somebody acts on; what is looked at is told with its mailbox', async () => {
  const { storage } = storageOf();
  const ask = createValidator({ settings: ok(settings), storage, now: () => now });
  const titles: (string | undefined)[][] = [];
  const onCheck = (...title: (string | undefined)[]) => titles.push(title);
  const asked = { probe: 'token', mailbox: address, onCheck };
  await ask(asked);
  const once = titles.length;
  assert.ok(once > 5);
  assert.deepEqual(titles[0], ['Settings of the app', undefined]);
  assert.deepEqual(titles.at(-1), ['Limits', address]);
  await ask(asked);
  assert.equal(titles.length, once);
  await ask({ ...asked, acts: true });
  assert.equal(titles.length, 2 * once);
});
