import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import type { Verdict } from '../../../shared/validator/check.ts';
import { judgeSent } from '../../../shared/validator/judge-sent.ts';
import type { SentToSelf } from '../../../shared/validator/send-to-self.ts';
import { hold } from '../mailbox/given.ts';
import { now, rightClaims, settingsWith } from './given.ts';

const address = 'billing@contoso.com';
const state = newMailbox(address);
const full = { ...state, admissions: Array.from({ length: 30 }, () => now - 1_000) };
const fault = { at: 'submit', code: '430', said: '430 4.2.0 STOREDRV; mailbox logon failure' } as const;
const token = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2ln';

const cases: readonly [string, SentToSelf, Verdict, RegExp][] = [
  [
    'accepted, and no token in what is told',
    { kind: 'accepted', reply: `250 2.0.0 OK ${token}`, ms: { submit: 30.4 } },
    'pass',
    /accepted a message from billing@contoso\.com: 250 2\.0\.0 OK \[token\]".*"submitMs":30/,
  ],
  [
    'a dry run proves nothing of sending',
    { kind: 'accepted', reply: '250 2.1.5 Recipient OK', ms: {}, dryRun: true },
    'unknown',
    /MAIL_DRY_RUN is on, so nothing was sent/,
  ],
  [
    'refused, with ranked causes and the times',
    { kind: 'refused', fault, ms: { connect: 12 } },
    'fail',
    /"id":"mailbox-logon-failure".*"connectMs":12.*"causes":\[\{"cause":"The application has no FullAccess/,
  ],
  [
    'the line broke after it was handed over',
    { kind: 'uncertain', fault: undefined, ms: {} },
    'unknown',
    /not sent again/,
  ],
  ['no answer in time', { kind: 'under-way' }, 'unknown', /no answer/],
  [
    'held still',
    { kind: 'not-sent', state, holds: [{ ...hold(), id: 'app', scope: 'app' }] },
    'unknown',
    /another message looked/,
  ],
  [
    'the pace',
    { kind: 'not-sent', state: full, holds: [] },
    'unknown',
    /MAIL_PACE lets the next message go at/,
  ],
  [
    'others before it',
    { kind: 'not-sent', state: { ...state, owner: 'x', leaseUntil: now + 1 }, holds: [] },
    'unknown',
    /other messages went before it/,
  ],
  [
    'nobody takes turns',
    { kind: 'not-sent', state, holds: [] },
    'fail',
    /Nobody took the turn.*az functionapp start/,
  ],
  [
    'storage refuses the ring',
    { kind: 'unavailable', fault: { at: 'storage', code: 'AuthorizationPermissionMismatch', said: 'no' } },
    'fail',
    /"id":"storage-role-missing"/,
  ],
];

for (const [name, sent, verdict, says] of cases) {
  test(`a message to oneself: ${name}`, () => {
    const facts = { settings: settingsWith(), claims: rightClaims, mailbox: { address, senders: [] } };
    const limits = pacePresets['exchange-online'];
    const judged = judgeSent(sent, address, facts, { limits, now });
    assert.equal(judged.verdict, verdict);
    assert.match(JSON.stringify(judged), says);
  });
}
