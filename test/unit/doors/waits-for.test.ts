import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Held } from '../../../shared/administration/held.ts';
import { type Waits, waitsFor } from '../../../shared/doors/waits-for.ts';
import { NEVER } from '../../../shared/mailbox/holds.ts';
import { type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import { hold, MINUTE, message, start } from '../mailbox/given.ts';

const held = (others: Partial<Held> = {}): Held => ({ ...hold(), id: 'h', scope: 'mailbox', ...others });
const paused = held({ failure: 'paused', probeAt: NEVER });
const away = { since: start, until: start + MINUTE, probes: 0 };
const full = Array.from({ length: 30 }, () => start);

const cases: readonly {
  name: string;
  record?: Partial<MessageRecord>;
  state?: Partial<MailboxState>;
  holds?: readonly Held[];
  waits: Partial<Omit<Waits, 'explanation'>> & { explanation?: string };
}[] = [
  { name: 'nothing keeps it', waits: { why: 'turn' } },
  {
    name: 'its producer wants it later, whatever else is so',
    record: { sendAt: start + 9, due: start + 9 },
    holds: [held()],
    waits: { why: 'scheduled', until: start + 9 },
  },
  { name: 'a time that has passed', record: { sendAt: start - 9 }, waits: { why: 'turn' } },
  {
    name: 'a hold',
    holds: [held()],
    waits: { why: 'held', until: start + 5 * MINUTE, explanation: 'smtp-auth-disabled-mailbox' },
  },
  { name: 'a person paused it', holds: [held(), paused], waits: { why: 'paused' } },
  { name: 'a server is away', state: { pause: away }, waits: { why: 'server-away', until: start + MINUTE } },
  {
    name: 'it was refused for now',
    record: {
      due: start + MINUTE,
      failure: 'mailbox-full',
      history: [{ at: start, what: 'failed', faults: [{ at: 'submit', said: '452 4.2.2 mailbox full' }] }],
    },
    waits: { why: 'retry', until: start + MINUTE, explanation: 'mailbox-full' },
  },
  {
    name: 'the pace is used up',
    state: { admissions: full },
    waits: { why: 'pace', until: start + 60_500 },
  },
];

for (const { name, record, state, holds = [], waits } of cases) {
  test(`why a message waits: ${name}`, () => {
    const room = { state: { ...newMailbox('billing@contoso.com'), ...state }, holds };
    const { says, explanation, ...rest } = waitsFor(
      message(record),
      room,
      pacePresets['exchange-online'],
      start,
    );
    assert.ok(says.endsWith('.'));
    assert.deepEqual({ ...rest, ...(explanation && { explanation: explanation.id }) }, waits);
  });
}
