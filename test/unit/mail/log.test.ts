import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../shared/mail/decide.ts';
import { attemptEvent, buriedEvent } from '../../../shared/mail/log.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';
import { parseLine } from '../../support/events.ts';

/** Each word beginning with `secret` may stand in no log. */
const said = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient secret-ada@fabrikam.com not found';
const at = Date.parse('2026-11-25T12:00:00Z');

const lineOf = (outcome: Outcome, action: Action) =>
  JSON.stringify(
    attemptEvent({
      id: 'invoice-4711',
      attempt: 2,
      outcome,
      action,
      mailbox: 'd5669ef8dd90',
      messageId: '<0a7e@contoso.com>',
      metadata: { order: '4711' },
      told: 4,
      stages: { compose: 1.5 },
    }),
  );

const accepted: Outcome = {
  kind: 'accepted',
  reply: '250 2.0.0 OK <secret-reply-text> [Hostname=X]',
  serverMessageId: 'server-id',
  refused: [{ address: 'secret-ada@fabrikam.com', fault: { at: 'submit', code: '550', said } }],
};
const loginFailed: Outcome = {
  kind: 'failed',
  faults: [{ at: 'login', code: '535', said: '535 5.7.3 secret-mailbox@contoso.com secret-token' }],
};

test('an accepted attempt keeps what a search needs, recipients by domain', () => {
  const { refused, ...line } = JSON.parse(lineOf(accepted, { kind: 'done' }));
  assert.deepEqual(line, {
    event: 'mail.attempt',
    id: 'invoice-4711',
    attempt: 2,
    outcome: 'accepted',
    action: 'done',
    code: '250',
    serverMessageId: 'server-id',
    mailbox: 'd5669ef8dd90',
    recipients: 4,
    messageId: '<0a7e@contoso.com>',
    metadata: { order: '4711' },
    ms: { compose: 1.5 },
  });
  assert.deepEqual(
    refused.map(({ domain, code }: Record<string, string>) => [domain, code]),
    [['fabrikam.com', '550']],
  );
});

test('a failed attempt names its failure, what to do with an unfilled command, and where to read on', () => {
  const { failure, code } = JSON.parse(lineOf(loginFailed, { kind: 'hold', scope: 'mailbox', waitMs: 0 }));
  assert.deepEqual(code, ['535']);
  assert.deepEqual(Object.keys(failure[0]), ['id', 'at', 'meaning', 'fix', 'command', 'more']);
  assert.match(failure[0].command, /^New-ServicePrincipal -AppId <client id> -ObjectId </m);
  assert.equal(failure[0].more, `docs/errors.md#${failure[0].id}`);
});

const actions: readonly (readonly [Action, object])[] = [
  [{ kind: 'hold', scope: 'sender', waitMs: 0 }, { scope: 'sender' }],
  [{ kind: 'retry', at, marked: false }, { again: '2026-11-25T12:00:00.000Z' }],
  [
    { kind: 'retry', at, marked: true },
    { again: '2026-11-25T12:00:00.000Z', mayDuplicate: true },
  ],
  [{ kind: 'rest', at }, { again: '2026-11-25T12:00:00.000Z' }],
  [{ kind: 'bury', expired: false }, {}],
];

for (const [action, says] of actions) {
  test(`what follows, and when: ${JSON.stringify(action)}`, () => {
    const { again, scope, mayDuplicate, ...line } = JSON.parse(lineOf(loginFailed, action));
    assert.equal(line.action, action.kind);
    assert.deepEqual(JSON.parse(JSON.stringify({ again, scope, mayDuplicate })), says);
  });
}

const lines: Record<string, string> = {
  accepted: lineOf(accepted, { kind: 'done' }),
  failed: lineOf(loginFailed, { kind: 'bury', expired: false }),
  uncertain: lineOf(
    { kind: 'uncertain', fault: { at: 'submit', code: 'ETIMEDOUT', said } },
    { kind: 'keep' },
  ),
  buried: JSON.stringify(
    buriedEvent({
      id: 'invoice-4711',
      keptAs: 'invoice-4711~0a1b2c3d',
      fault: { at: 'message', code: 'sender-unknown', said: 'secret-ceo@contoso.com is no sender' },
      problems: [{ path: 'to', says: 'must be an address' }],
    }),
  ),
};

for (const [name, line] of Object.entries(lines)) {
  test(`one line without address, reply or token: ${name}`, () => {
    assert.match(parseLine(line).event, /^mail\./);
    assert.doesNotMatch(line, /secret/i);
  });
}

test('what is kept aside is named with all that is wrong with it', () => {
  const { failure, problems, keptAs } = JSON.parse(lines.buried as string);
  assert.deepEqual([failure[0].id, keptAs], ['sender-unknown', 'invoice-4711~0a1b2c3d']);
  assert.deepEqual(problems, [{ path: 'to', says: 'must be an address' }]);
});
