import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMended } from '../../../shared/mailbox/proof.ts';

const accepted = { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] } as const;
const rehearsed = { ...accepted, dryRun: true } as const;
const failed = { kind: 'failed', faults: [{ at: 'submit', said: '554' }] } as const;

for (const [name, outcome, failure, is] of [
  ['an accepted message ends a hold of SendAs', accepted, 'send-as-denied', true],
  ['and one of the login', accepted, 'login-refused', true],
  ['but none that a person made', accepted, 'paused', false],
  ['a dry run ends one of the login', rehearsed, 'login-refused', true],
  ['and one of the token', rehearsed, 'assertion-key-not-found', true],
  ['but none of SendAs, which is refused after the content', rehearsed, 'send-as-denied', false],
  ['nor of what nobody knows', rehearsed, 'unlisted', false],
  ['a failed message ends none', failed, 'login-refused', false],
] as const) {
  test(name, () => assert.equal(isMended(outcome, { failure }), is));
}
