import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { type Action, decide } from '../../../shared/mail/decide.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';

const unknownUser: Fault = { at: 'submit', code: '550', said: '550 5.1.10 RESOLVER.ADR.RecipientNotFound' };
const busy: Fault = { at: 'submit', code: '432', said: '432 4.3.2 Concurrent connections limit exceeded' };
const loginOff: Fault = { at: 'login', code: '535', said: '535 5.7.139 Authentication unsuccessful' };
const broken: Fault = { at: 'submit', code: 'ECONNECTION', said: 'Connection closed unexpectedly' };
const own = (code: string): Fault => ({ at: 'message', code, said: '' });

const cases: readonly (readonly [string, Outcome, Action])[] = [
  ['accepted', { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] }, 'done'],
  [
    'accepted for some, refused for others',
    {
      kind: 'accepted',
      reply: '250 2.0.0 OK',
      refused: [{ address: 'ada@contoso.com', fault: unknownUser }],
    },
    'done',
  ],
  ['perhaps accepted', { kind: 'uncertain', fault: broken }, 'again'],
  ['a message that can never be sent', { kind: 'failed', faults: [own('message-invalid')] }, 'bury'],
  ['a From that no mailbox may use', { kind: 'failed', faults: [own('sender-unknown')] }, 'bury'],
  ['too many connections', { kind: 'failed', faults: [busy] }, 'again'],
  ['a login that an administrator can mend', { kind: 'failed', faults: [loginOff] }, 'again'],
  ['a line that broke before the content', { kind: 'failed', faults: [broken] }, 'again'],
  ['every recipient unknown', { kind: 'failed', faults: [unknownUser, unknownUser] }, 'bury'],
  ['one recipient unknown, one for now', { kind: 'failed', faults: [unknownUser, busy] }, 'again'],
];

for (const [name, outcome, action] of cases) {
  test(`${name}: ${action}`, () => {
    const faults = outcome.kind === 'failed' ? outcome.faults : [];
    assert.equal(
      decide(
        outcome,
        faults.map((fault) => explain(fault)),
      ),
      action,
    );
  });
}
