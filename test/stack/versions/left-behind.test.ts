import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { QueueClient } from '@azure/storage-queue';
import { cleanUp } from '../../../shared/administration/clean-up.ts';
import { handleOf } from '../../../shared/administration/message-handle.ts';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import type { MessageState } from '../../../shared/mailbox/keys.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';
import { mailboxes, mailboxesSetting, makeCompany, mendCompany } from '../../support/versions/company.ts';
import { type KeptStorage, writeStorage } from '../../support/versions/kept-storage.ts';
import { shiftTimes } from '../../support/versions/shift-times.ts';
import { ask } from '../http/ask.ts';
import { type Left, messagesIn } from './becomes.ts';

const RESULTS = 'mail-results';
const root = path.resolve(import.meta.dirname, '../../..');

for (const file of globSync('test/fixtures/*.json', { cwd: root })) {
  const kept: KeptStorage = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  test(`what ${kept.build} left is held, sent, settled, told, found and removed`, async () => {
    const contoso = await makeCompany();
    contoso.application.enabled = false;
    const env = { MAIL_MAILBOXES: mailboxesSetting(mailboxes), MAIL_RESULTS_QUEUE: RESULTS };
    const prepare = ({ azurite }: Pick<Desk, 'azurite'>) =>
      writeStorage(azurite.connectionString, shiftTimes(kept, Date.now()));
    const messages = messagesIn(kept);
    await onDesk({ contoso, env, prepare }, async (desk) => {
      await allIsTakenIn(desk);
      await holdsStand(desk, messages);
      mendCompany(contoso);
      await releaseAll(desk);
      const records = await allCameToThat(desk, messages);
      await resultsAreTold(desk, messages);
      await statusesAnswer(desk, messages, records);
      await areListed(desk, messages);
      await goesAgain(desk, 'refused', 'resend');
      await goesAgain(desk, 'uncertain', 'resend?mayDuplicate=true');
      await areRemoved(desk);
    });
  });
}

const queueCalled = ({ azurite }: Desk, name: string) => new QueueClient(azurite.connectionString, name);

/** What was queued is in its room, and one message has looked whether everything is mended. */
async function allIsTakenIn(desk: Desk): Promise<void> {
  const queues = ['', '-poison'].map((suffix) => queueCalled(desk, `${desk.queue.name}${suffix}`));
  await until('the queues to be empty', desk.host, async () => {
    const all = await Promise.all(queues.map((queue) => queue.getProperties()));
    return all.every(({ approximateMessagesCount }) => approximateMessagesCount === 0) || undefined;
  });
  await until('the probe', desk.host, () => /"scope":"app"/.test(desk.host.output()) || undefined);
  await until('the sweep', desk.host, () => /"mail\.orphaned"/.test(desk.host.output()) || undefined);
}

interface Hold {
  id: string;
  scope: string;
}

/** The hold of all mailboxes comes last. */
async function readHolds(desk: Desk): Promise<readonly Hold[]> {
  const { json } = await ask(desk, 'GET', 'holds');
  return [...json.mailboxes.flatMap(({ holds }: { holds: Hold[] }) => holds), json.app];
}

async function holdsStand(desk: Desk, messages: readonly Left[]): Promise<void> {
  const scopes = (await readHolds(desk)).map(({ scope }) => scope).sort();
  const paused = messages.some(({ id }) => id === 'paused') ? ['sender'] : [];
  assert.deepEqual(scopes, ['app', 'mailbox', 'sender', ...paused]);
  assert.equal(desk.exchange.messages.length, 0);
}

async function releaseAll(desk: Desk): Promise<void> {
  for (const { id } of await readHolds(desk)) {
    const released = await ask(desk, 'POST', `holds/${id}/release`);
    assert.equal(released.status, 200, released.text);
  }
}

/** Each is in its state, and each that was to go went once. */
async function allCameToThat(desk: Desk, messages: readonly Left[]): Promise<Map<string, MessageRecord>> {
  const records = new Map<string, MessageRecord>();
  for (const { id, key, state, more } of messages) {
    const record = await desk.kept(id, state, key);
    assert.deepEqual({ ...record, ...more }, record, id);
    records.set(id, record);
  }
  const went = messages.filter(({ goes }) => goes).map(({ id }) => records.get(id)?.messageId);
  assert.deepEqual(desk.exchange.messages.map(({ messageId }) => messageId).sort(), went.sort());
  return records;
}

/** Of those that end now, and of the one whose process died before it told. */
async function resultsAreTold(desk: Desk, messages: readonly Left[]): Promise<void> {
  const queue = queueCalled(desk, RESULTS);
  const told = new Map<string, string>();
  const ended = messages.filter(({ id, goes }) => goes || /^(?:result-left|killed-|poison-)/.test(id));
  await until('the results', desk.host, async () => {
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
    for (const { messageText } of receivedMessageItems) {
      const { version, handle, state } = JSON.parse(messageText);
      assert.equal(version, 1);
      told.set(handle, state);
    }
    return ended.every(({ id, key, state }) => told.get(handleOf(key, id)) === state) || undefined;
  });
}

const statuses: Record<MessageState, number> = {
  waiting: 202,
  sending: 202,
  accepted: 200,
  uncertain: 422,
  buried: 422,
  cancelled: 410,
};

/** By token. The first builds gave none: their messages are found by whoever has a key. */
async function statusesAnswer(
  desk: Desk,
  messages: readonly Left[],
  records: ReadonlyMap<string, MessageRecord>,
): Promise<void> {
  for (const { id, key, state } of messages) {
    const token = records.get(id)?.token;
    const status = await ask(desk, 'GET', `messages/${handleOf(key, id)}?token=${token}`);
    assert.equal(status.status, token === undefined ? 404 : statuses[state], `${id}: ${status.text}`);
  }
}

async function areListed(desk: Desk, messages: readonly Left[]): Promise<void> {
  const { json } = await ask(desk, 'GET', 'messages?state=accepted,buried,uncertain,cancelled,waiting');
  const listed = json.messages.map(({ handle }: { handle: string }) => handle);
  const ours = messages.filter(({ key }) => key !== mailboxKey(mailboxes.former));
  assert.deepEqual(listed.sort(), ours.map(({ id, key }) => handleOf(key, id)).sort());
  const overview = await ask(desk, 'GET', 'status');
  assert.equal(overview.status, 200, overview.text);
}

async function goesAgain(desk: Desk, id: string, act: string): Promise<void> {
  const resent = await ask(desk, 'POST', `messages/${id}/${act}`);
  assert.equal(resent.status, 202, resent.text);
  await desk.kept(id, 'accepted');
}

/** Once their time is over, what ended goes; what is uncertain or waits stays, each with its second row. */
async function areRemoved({ openPartition }: Desk): Promise<void> {
  const left: string[] = [];
  for (const key of [...Object.values(mailboxes).map(mailboxKey), UNADDRESSED]) {
    const partition = openPartition(key);
    assert.ok((await cleanUp(partition, Date.now() + 1, 1_000)).ok);
    const rows = await partition.list({ from: 'd!', to: 'x' });
    assert.ok(rows.ok);
    left.push(...rows.value.map(({ rowKey }) => rowKey));
  }
  const ids = (kind: RegExp) => left.filter((row) => kind.test(row)).map((row) => row.split('!').at(-1));
  assert.deepEqual(ids(/^m!/).sort(), ids(/^(?:d!uncertain|w)!/).sort());
  assert.ok(ids(/^m!/).includes('killed-hold'));
  assert.deepEqual(ids(/^(?:d!(?!uncertain)|r)/), []);
}
