import assert from 'node:assert/strict';
import type { OpenPartition, Partition } from '../../shared/azure/partition.ts';
import { APP_PARTITION } from '../../shared/mailbox/app-hold.ts';
import { allPlaces, MAILBOX_ROW, messageKey, placeKey, readPlace } from '../../shared/mailbox/keys.ts';
import {
  type Hold,
  type MailboxState,
  stateFromValues,
  stateToValues,
} from '../../shared/mailbox/mailbox-state.ts';
import { fromValues, toValues } from '../../shared/mailbox/message-record.ts';

/** The holds and pauses that keep a mailbox's messages; `app` is that of all mailboxes. */
export interface Held {
  app: Hold | undefined;
  mailbox: MailboxState | undefined;
}

export async function readHeld(open: OpenPartition, key: string): Promise<Held> {
  const [app, mailbox] = await Promise.all([open(APP_PARTITION), open(key)].map(rowOf));
  const hold = app?.values.hold;
  return {
    app: hold ? (JSON.parse(String(hold)) as Hold) : undefined,
    mailbox: mailbox && stateFromValues(mailbox.values),
  };
}

/**
 * Brings the time of everything that waits: retries, and the probes of holds and pauses. Gives the time of the ring
 * that is on its way, or undefined where a process was busy with the mailbox and it has to be tried again.
 */
export async function hurry(open: OpenPartition, key: string, now: number): Promise<number | undefined> {
  const room = open(key);
  const row = await rowOf(room);
  if (!row) return undefined;
  const state = stateFromValues(row.values);
  if (state.owner !== '') return undefined;
  const places = await room.list(allPlaces);
  assert.ok(places.ok);
  const moves = await Promise.all(places.value.map(({ rowKey }) => moveTo(room, rowKey, now)));
  const moved = await room.commit([
    { kind: 'replace', rowKey: MAILBOX_ROW, values: stateToValues(probingNow(state, now)), etag: row.etag },
    ...moves.flat(),
  ]);
  const app = open(APP_PARTITION);
  const held = await rowOf(app);
  if (held?.values.hold) {
    const hold = { ...JSON.parse(String(held.values.hold)), probeAt: now };
    await app.commit([{ kind: 'merge', rowKey: MAILBOX_ROW, values: { hold: JSON.stringify(hold) } }]);
  }
  return moved.ok ? state.nextTurn : undefined;
}

async function moveTo(room: Partition, rowKey: string, now: number) {
  const { id, priority, due } = readPlace(rowKey);
  if (due <= now) return [];
  const row = await room.read(messageKey(id));
  assert.ok(row.ok && row.value);
  const record = { ...fromValues(row.value.values), due: now };
  const from = record.from === undefined ? {} : { from: record.from };
  return [
    { kind: 'delete', rowKey },
    { kind: 'create', rowKey: placeKey(priority, now, id), values: from },
    { kind: 'merge', rowKey: messageKey(id), values: toValues(record) },
  ] as const;
}

function probingNow(state: MailboxState, now: number): MailboxState {
  const senderHolds = Object.entries(state.senderHolds ?? {}).map(([from, hold]) => [
    from,
    { ...hold, probeAt: now },
  ]);
  return {
    ...state,
    ...(state.hold && { hold: { ...state.hold, probeAt: now } }),
    ...(state.pause && { pause: { ...state.pause, until: now } }),
    ...(senderHolds.length > 0 && { senderHolds: Object.fromEntries(senderHolds) }),
  };
}

async function rowOf(partition: Partition) {
  const row = await partition.read(MAILBOX_ROW);
  assert.ok(row.ok);
  return row.value;
}
