import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failed } from '../../../shared/failures/result.ts';
import { attempt } from '../../../shared/mail/attempt.ts';
import { pack } from '../../../shared/mail/content.ts';
import type { Outcome } from '../../../shared/mail/outcome.ts';
import type { Safety } from '../../../shared/mail/safety.ts';
import type { Submission } from '../../../shared/mail/submission.ts';
import { compose } from '../../../shared/smtp/compose.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const accepted: Outcome = { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] };
const off: Safety = { redirectTo: undefined, allowed: undefined, dryRun: false };
const allowed = { addresses: ['ada@fabrikam.com'], domains: ['contoso.com'] };
const three = {
  to: ['ada@fabrikam.com', 'bob@fabrikam.com', 'carol@contoso.com'],
  subject: 'Hello',
  text: 'Hello all',
};

/** One attempt, with what was handed in. */
async function attempted(
  safety: Partial<Safety>,
  {
    body = three,
    record = {},
    outcome = accepted,
  }: { body?: object; record?: object; outcome?: Outcome } = {},
) {
  const submissions: Submission[] = [];
  const end = await attempt(
    {
      mailboxes: [{ address: 'billing@contoso.com', senders: [] }],
      maxMessageBytes: 36_700_160,
      maxAgeMs: 86_400_000,
      compose,
      token: async () => failed({ at: 'token', said: 'nobody asks' }),
      async send(submission) {
        submissions.push(submission);
        return outcome;
      },
      safety: { ...off, ...safety },
      stores: { content: memoryBlobs() },
      known: {},
      now: () => now,
    },
    { record: { id: 'invoice-4711', takenInAt: now, ...record }, content: pack(body), mayStart: () => true },
  );
  return { ...end, submissions };
}

test('who may not get mail is refused beside those whom the server refuses', async () => {
  const refusal = {
    address: 'carol@contoso.com',
    fault: { at: 'submit', code: '550', said: '550 5.1.1' },
  } as const;
  const { submissions, outcome, explanations, left, told } = await attempted(
    { allowed },
    { outcome: { ...accepted, refused: [refusal] } },
  );
  assert.deepEqual(submissions[0]?.envelope.to, ['ada@fabrikam.com', 'carol@contoso.com']);
  assert.ok(outcome.kind === 'accepted');
  assert.deepEqual(
    outcome.refused.map(({ address }) => address),
    ['carol@contoso.com', 'bob@fabrikam.com'],
  );
  assert.equal(explanations[1]?.id, 'recipient-not-allowed');
  assert.doesNotMatch(JSON.stringify(outcome.refused[1]?.fault), /bob@/);
  assert.deepEqual([left, told.length], [[], 3]);
});

test('where nobody of an envelope may get mail, nothing is handed in, and those are who was told', async () => {
  const { submissions, outcome, explanations, told, left } = await attempted(
    { allowed },
    { record: { left: [1, 2], batch: 1 } },
  );
  assert.deepEqual(
    [submissions.length, outcome.kind, told, left],
    [0, 'failed', ['bob@fabrikam.com'], [1, 2]],
  );
  assert.deepEqual(
    explanations.map(({ id, treat }) => [id, treat]),
    [['recipient-not-allowed', 'fail']],
  );
});

test('redirected, it goes to one address, whoever has been told before', async () => {
  for (const record of [{}, { left: [2] }, { left: [1, 2], batch: 1 }]) {
    const { submissions, left } = await attempted({ redirectTo: 'test@contoso.com' }, { record });
    assert.deepEqual(submissions[0]?.envelope.to, ['test@contoso.com']);
    assert.deepEqual(left, []);
  }
});

test('the address that it is redirected to has to be allowed as well', async () => {
  const { submissions, outcome } = await attempted({ redirectTo: 'test@fabrikam.com', allowed });
  assert.deepEqual([submissions.length, outcome.kind], [0, 'failed']);
});

for (const [name, safety, body, isDryRun] of [
  ['neither asks for one', {}, three, false],
  ['the message asks for one', {}, { ...three, dryRun: true }, true],
  ['the setting asks for one', { dryRun: true }, three, true],
  ['the message cannot ask for none', { dryRun: true }, { ...three, dryRun: false }, true],
] as const) {
  test(`a dry run: ${name}`, async () => {
    const { submissions } = await attempted(safety, { body });
    assert.equal(submissions[0]?.isDryRun, isDryRun);
  });
}
