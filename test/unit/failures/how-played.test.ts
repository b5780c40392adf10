import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choosePlay, playableRows } from '../../../local/play/choose.ts';
import { howPlayed } from '../../../local/play/how-played.ts';
import { listLines } from '../../../local/play/list.ts';
import type { Answer } from '../../../local/serve.ts';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import type { KnownFailure } from '../../../shared/failures/known-failure.ts';

const rowOf = (id: string): KnownFailure => {
  const row = catalogue.find((one) => one.id === id);
  assert.ok(row, id);
  return row;
};

test('every row is played, or says why not', () => {
  const ways = catalogue.map((row) => {
    const play = howPlayed(row);
    return play.ok ? play.value.by : play.error;
  });
  assert.deepEqual([...new Set(ways)].sort(), [
    'Azurite stands in for storage, and it has neither roles, network rules nor limits',
    'PowerShell or az says it to whoever sets up, not to the app',
    'a challenge is no final reply: nodemailer answers it, and the app hears what comes after',
    'entra',
    'exchange',
    'identity',
    'it answers requests that the app never makes, such as making a certificate',
    'it comes after the message was accepted, in a non-delivery report that the app does not see',
    'no service says it: it is what Node.js, a library or the app finds on its own side',
    'no service says it: the app finds it out itself',
    'odd-server',
    'settings',
    'vault',
  ]);
});

test('what a server says in the conversation is played, but for two rows', () => {
  const talks = ['vault', 'certificate', 'token', 'connect', 'login', 'submit'];
  const notPlayed = catalogue.filter(
    (row) => talks.includes(row.at) && !row.heard && !row.seen[0].startsWith(row.id) && !howPlayed(row).ok,
  );
  assert.deepEqual(
    notPlayed.map(({ id }) => id),
    ['login-challenge', 'certificate-deleted'],
  );
});

test('an SMTP reply is played as it is', () => {
  for (const { row, play } of playableRows()) {
    if (play.by === 'exchange') assert.equal(play.reply, row.seen[0]);
  }
});

const answers: readonly [id: string, status: number, body: object][] = [
  [
    'vault-key-operation-forbidden',
    403,
    {
      error: {
        code: 'Forbidden',
        message: 'Operation sign is not permitted on this key.',
        innererror: { code: 'KeyOperationForbidden' },
      },
    },
  ],
  [
    'vault-throttled',
    429,
    {
      error: {
        code: 'Throttled',
        message:
          'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
      },
    },
  ],
  [
    'managed-identity-not-found',
    400,
    {
      statusCode: 400,
      message:
        'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
    },
  ],
];

const answerOf = (id: string): Answer => {
  const play = howPlayed(rowOf(id));
  assert.ok(play.ok && 'answer' in play.value, id);
  return play.value.answer;
};

for (const [id, status, body] of answers) {
  test(`${id} is HTTP ${status} with the words of its row`, () => {
    const answer = answerOf(id);
    assert.equal(answer.status, status);
    assert.deepEqual(typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body, body);
  });
}

test('a refusal of Entra has its words, number, OAuth error and status', () => {
  const { status, body } = answerOf('application-disabled');
  const { error, error_codes, error_description } = body as Record<string, unknown>;
  assert.deepEqual([status, error, error_codes], [400, 'unauthorized_client', [7000112]]);
  assert.ok(String(error_description).startsWith(`${rowOf('application-disabled').seen[0]} Trace ID: `));
});

test('what passes comes with Retry-After', () => {
  for (const id of ['vault-throttled', 'vault-unavailable', 'token-service-unavailable']) {
    assert.equal(answerOf(id).headers?.['retry-after'], '1', id);
  }
});

test('--strict leaves out what is only reported, and that alone', () => {
  for (const { row } of playableRows()) {
    assert.equal(choosePlay(row.id, { strict: true }).ok, row.evidence !== 'reported', row.id);
    assert.ok(choosePlay(row.id, { strict: false }).ok, row.id);
  }
});

const refused: readonly [id: string, strict: boolean, says: RegExp][] = [
  ['too-many-recipent', false, /no failure too-many-recipent\. Near it: too-many-recipients,.*--play list/],
  ['auth-disabled', false, /Near it: smtp-auth-disabled-tenant, smtp-auth-disabled-mailbox,/],
  ['recipient-busy', false, /recipient-busy cannot be played: .*non-delivery report/],
  ['api-permissions-invalid', true, /api-permissions-invalid is not played with --strict: .*third parties/],
];

for (const [id, strict, says] of refused) {
  test(`--play ${id}${strict ? ' --strict' : ''} is refused with a reason`, () => {
    const chosen = choosePlay(id, { strict });
    assert.ok(!chosen.ok);
    assert.match(chosen.error, says);
  });
}

test('the list has a line for each, and its columns are aligned', () => {
  const rows = playableRows();
  const [head = '', ...lines] = listLines(rows);
  assert.equal(lines.length, rows.length);
  for (const [index, { row }] of rows.entries()) {
    const line = lines[index] ?? '';
    assert.ok(line.startsWith(`${row.id} `));
    assert.equal(line.indexOf(` ${row.at} `), head.indexOf(' step '));
    assert.equal(line.indexOf(` ${row.evidence} `), head.indexOf(' evidence '));
  }
});
