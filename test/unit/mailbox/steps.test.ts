import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finishedKey, messageKey, placeKey } from '../../../shared/mailbox/keys.ts';
import { type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { fromValues, toValues } from '../../../shared/mailbox/message-record.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import type { Place } from '../../../shared/mailbox/places.ts';
import { counted, finishStep, releaseStep, renewStep, takeStep } from '../../../shared/mailbox/steps.ts';
import { hold, MINUTE, message, start } from './given.ts';

const limits = pacePresets['exchange-online'];
const mailbox: MailboxState = { ...newMailbox('billing@contoso.com'), owner: 'turn-1', inFlight: ['other'] };
const content = new Uint8Array([1, 2, 3]);
const now = start + 1_000;
const rowKey = placeKey('normal', start, 'invoice-1');
const place: Place = { rowKey, id: 'invoice-1', priority: 'normal', due: start };

test('taken: out of the room, into flight, noted for the pace', () => {
  const record = message({ recipients: 7 });
  assert.deepEqual(takeStep(limits, place, record)(mailbox, now), {
    state: {
      ...mailbox,
      inFlight: ['other', 'invoice-1'],
      admissions: [now],
      recipients: { '2026-11-25T12': 7 },
    },
    changes: [
      { kind: 'delete', rowKey },
      { kind: 'merge', rowKey: 'm!invoice-1', values: toValues({ ...record, state: 'sending' }) },
    ],
  });
});

const probe = { probe: 'invoice-1', probeAt: now + 5 * MINUTE };
const pause = { since: start, until: start, probes: 0 };
const probes: readonly { name: string; before: Partial<MailboxState>; after: Partial<MailboxState> }[] = [
  { name: 'of the mailbox', before: { hold: hold() }, after: { hold: { ...hold(), ...probe } } },
  {
    name: 'of a server that is away',
    before: { pause },
    after: { pause: { ...pause, probe: probe.probe, until: probe.probeAt } },
  },
  {
    name: 'of its sender, and of no other one',
    before: { senderHolds: { 'billing@contoso.com': hold(), 'dunning@contoso.com': hold() } },
    after: {
      senderHolds: { 'billing@contoso.com': { ...hold(), ...probe }, 'dunning@contoso.com': hold() },
    },
  },
];

for (const { name, before, after } of probes) {
  test(`taken as the probe ${name}: no other one begins meanwhile`, () => {
    const record = message({ from: 'Billing@Contoso.com' });
    const taken = takeStep(limits, place, record)({ ...mailbox, ...before }, now);
    assert.deepEqual(
      Object.fromEntries(Object.keys(after).map((name) => [name, taken?.state[name as keyof MailboxState]])),
      after,
    );
  });
}

const flying = { ...mailbox, inFlight: ['other', 'invoice-1'], counts: { accepted: 4 } };

test('back into the room: out of flight, counted as retried, and its content stays', () => {
  const record = message({ due: now + MINUTE });
  const step = finishStep(record, content, (state, time) => ({ ...state, lastAccepted: time }));
  assert.deepEqual(step(flying, now), {
    state: { ...flying, inFlight: ['other'], counts: { accepted: 4, retried: 1 }, lastAccepted: now },
    changes: [
      { kind: 'merge', rowKey: messageKey('invoice-1'), values: toValues(record) },
      {
        kind: 'create',
        rowKey: placeKey('normal', now + MINUTE, 'invoice-1'),
        values: { since: record.takenInAt, from: 'billing@contoso.com' },
      },
    ],
  });
});

const finals: readonly { state: MessageRecord['state']; keepsContent: boolean; counts: object }[] = [
  { state: 'accepted', keepsContent: false, counts: { accepted: 5 } },
  { state: 'uncertain', keepsContent: true, counts: { accepted: 4, uncertain: 1 } },
  { state: 'buried', keepsContent: true, counts: { accepted: 4, buried: 1 } },
];

for (const { state, keepsContent, counts } of finals) {
  test(`${state}: the message is final and found by its state, its content ${keepsContent ? 'kept' : 'gone'}`, () => {
    const record = message({ state, finishedAt: now });
    const step = finishStep(record, content, (one) => one)(flying, now);
    assert.deepEqual(step?.state, { ...flying, inFlight: ['other'], counts });
    assert.deepEqual(step?.changes, [
      {
        kind: 'replace',
        rowKey: 'm!invoice-1',
        values: toValues(record, keepsContent ? content : undefined),
        etag: '*',
      },
      { kind: 'create', rowKey: finishedKey(state, now, 'invoice-1'), values: {} },
    ]);
    const [row] = step.changes;
    assert.deepEqual(row?.kind === 'replace' && fromValues(row.values), record);
  });
}

test('the end of a message that a new owner has settled already: nothing', () => {
  assert.equal(finishStep(message(), content, (state) => state)(mailbox, now), undefined);
});

test('each state counts for itself', () => {
  let state = newMailbox('billing@contoso.com');
  for (const reached of ['accepted', 'waiting', 'accepted', 'buried'] as const) {
    state = counted(state, message({ state: reached }));
  }
  assert.deepEqual(state.counts, { accepted: 2, retried: 1, buried: 1 });
});

test('the turn is given back with its ring, and a renewal changes nothing', () => {
  assert.deepEqual(releaseStep(start)(flying, now), {
    state: { ...flying, owner: '', nextTurn: start },
    changes: [],
  });
  assert.deepEqual(renewStep(flying, now), { state: flying, changes: [] });
});
