import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { stageOf } from '../../../shared/failures/smtp-stage.ts';

/** What the sender learns from a row beside its treatment: an explanation has it, and only these rows do. */
const rows: readonly [
  field: 'lowers' | 'pausesEndpoint' | 'dependsOnHistory',
  value: unknown,
  ids: string[],
][] = [
  ['lowers', 'pace', ['submission-rate-exceeded']],
  ['lowers', 'connections', ['concurrent-submissions-exceeded']],
  [
    'pausesEndpoint',
    true,
    [
      'server-restarting',
      'server-back-pressure',
      'server-connection-limit',
      'backend-unreachable',
      'tls-rate-exceeded',
      'login-server-error',
      'login-temporary-error',
      'login-proxy-error',
      'token-service-unavailable',
      'vault-throttled',
      'vault-unavailable',
      'smtp-name-not-found',
      'smtp-unreachable',
      'token-endpoint-unreachable',
      'vault-unreachable',
      'storage-busy',
      'storage-unreachable',
    ],
  ],
  ['dependsOnHistory', true, ['mailbox-logon-failure', 'login-refused']],
];

for (const [field, value, ids] of rows) {
  test(`${field} ${value}: ${ids.join(', ')}`, () => {
    const explained = catalogue.filter((row) => explain({ at: row.at, said: row.seen[0] })[field] === value);
    assert.deepEqual(
      explained.map(({ id }) => id),
      ids,
    );
  });
}

test("too many connections is ours, and too many at the recipient's is not", () => {
  const lowers = (said: string) => explain({ at: 'submit', said }).lowers;
  assert.equal(lowers('432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded'), 'connections');
  assert.equal(lowers('432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded'), undefined);
});

const stages: readonly [id: string, stage: string | undefined][] = [
  ['server-restarting', 'connect'],
  ['helo-name-refused', 'ehlo'],
  ['tls-rate-exceeded', 'starttls'],
  ['login-refused', 'auth'],
  ['submission-rate-exceeded', 'mail'],
  ['too-many-recipients', 'rcpt'],
  ['send-as-denied', 'data-end'],
  ['recipient-busy', undefined],
  ['smtp-unreachable', undefined],
  ['vault-firewall', undefined],
];

for (const [id, stage] of stages) {
  test(`${id} is said at ${stage ?? 'no stage of SMTP'}`, () => {
    const row = catalogue.find((one) => one.id === id);
    assert.ok(row);
    assert.equal(stageOf(row), stage);
  });
}
