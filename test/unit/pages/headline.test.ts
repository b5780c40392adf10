import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headlineOf } from '../../../shared/pages/headline.ts';
import { heldSender, reportOf, states } from './states.ts';

for (const [name, verdict, says] of [
  [
    'green',
    'pass',
    'Nothing was found that keeps mail from leaving; the last message was accepted at 11:58 UTC.',
  ],
  ['broken at settings', 'fail', 'Mail does not leave.'],
  ['broken at token', 'fail', 'Mail does not leave.'],
  [
    'broken at login',
    'fail',
    'Mail from billing@contoso.com has not left since 10:00 UTC. 41 messages wait.',
  ],
  ['held with 41 waiting', 'fail', 'Mail has not left since 10:00 UTC. 41 messages wait.'],
  ['paused by hand', 'warn', 'Paused by hand. Mail has not left since 10:00 UTC. 41 messages wait.'],
  ['could not tell', 'unknown', 'Nothing fails; could not tell: Connection and TLS.'],
  ['sent to itself', 'pass', 'Mail leaves: Exchange Online accepted a message just now.'],
] as const) {
  test(`the sentence at the top where it is ${name}`, () => {
    const report = states[name];
    assert.ok(report);
    assert.deepEqual(headlineOf(report), { verdict, says });
  });
}

test('a hold of a sender names that sender only, and one before today its day', () => {
  assert.match(
    headlineOf(heldSender).says,
    /^Mail from dunning@contoso\.com has not left since 2026-11-24 12:00 UTC\. At least 1 message waits\.$/,
  );
});

test('without failures the sentence says how far it looked', () => {
  assert.match(headlineOf(reportOf({ probe: 'settings', mailboxes: [] })).says, /nobody was asked/);
  assert.match(headlineOf(reportOf({ probe: 'token' })).says, /Exchange Online was not asked/);
});
