import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import { type Contoso, makeContoso } from '../../../local/contoso.ts';
import { startStack } from '../../../local/stack.ts';
import { makeRecord } from '../../../scripts/record/make-record.ts';
import { countLine, differenceLines, recordText } from '../../../scripts/record/record.ts';
import { withStandIns } from '../../../scripts/record/stand-in.ts';
import { guardAgainstLeaks } from '../../support/leak-guard.ts';
import { takeStorageAccount } from '../../support/storage-account.ts';

/** Records a tenant that is a second stack; `reword` puts its SMTP server's lines into other words. */
async function record(
  contoso: Contoso,
  { sends = false, reword }: { sends?: boolean; reword?: (line: string) => string } = {},
) {
  const azurite = await takeStorageAccount();
  const nothingIsLeft = await guardAgainstLeaks();
  const stack = await startStack(contoso, { azurite });
  const restore = reword ? rewordServer(stack.exchange.port, reword) : () => {};
  try {
    const made = await makeRecord({ PATH: process.env.PATH, ...stack.env }, { sends }, new Date(0));
    assert.ok(made.ok, JSON.stringify(made));
    const kept = `${JSON.stringify(made.value)}${recordText(made.value)}`.toLowerCase();
    const { application, entra, mailbox } = contoso;
    for (const secret of [
      application.clientId,
      application.objectId,
      entra.tenantId,
      mailbox.address,
      'eyj',
    ]) {
      assert.ok(!kept.includes(secret.toLowerCase()), `${secret} is in the record`);
    }
    return made.value;
  } finally {
    restore();
    await stack.stop();
    await nothingIsLeft();
  }
}

/** Changes what the server on this port says, and no other; gives the way back. */
function rewordServer(port: number, reword: (line: string) => string): () => void {
  const { send } = SMTPConnection.prototype;
  SMTPConnection.prototype.send = function (code, data, context) {
    const mine = this.localPort === port;
    const lines = [data ?? ''].flat();
    const said = mine
      ? lines.map((line) => reword(`${code} ${line}`).slice(4)).filter((line) => line !== '')
      : lines;
    send.call(this, code, Array.isArray(data) ? said : (said[0] ?? ''), context);
  };
  return () => {
    SMTPConnection.prototype.send = send;
  };
}

test('a tenant that says what the stand-ins say shows no difference, with a message as well', async () => {
  const made = await record(await makeContoso(), { sends: true });
  assert.deepEqual(differenceLines(made), []);
  assert.match(
    countLine(made),
    /^1\d\d same, 0 same but for values, 0 different, 0 only there, 0 only here$/,
  );
  const places = made.tenant.lines.map(({ place }) => place);
  for (const place of ['SMTP RCPT', 'SMTP RSET', 'SMTP, sending: end of message', 'SMTP EHLO in TLS AUTH']) {
    assert.ok(places.includes(place), place);
  }
  assert.ok(places.some((place) => place.endsWith('token claim.roles')));
});

test('another greeting and other keywords of EHLO are found, and nothing else', async () => {
  const made = await record(await makeContoso(), {
    reword: (line) =>
      line
        .replace('Microsoft ESMTP MAIL Service ready', 'Microsoft SMTP ready')
        .replace('AUTH LOGIN XOAUTH2', 'AUTH XOAUTH2')
        .replace('157286400', '36700160')
        .replace(/DSN$/, 'CHUNKING'),
  });
  assert.deepEqual(
    made.compared
      .filter(({ likeness }) => likeness !== 'same')
      .map(({ place, likeness }) => `${place}: ${likeness}`),
    [
      'SMTP greeting: different',
      'SMTP EHLO SIZE: same but for values',
      'SMTP EHLO DSN: only here',
      'SMTP EHLO CHUNKING: only there',
      'SMTP EHLO in TLS SIZE: same but for values',
      'SMTP EHLO in TLS DSN: only here',
      'SMTP EHLO in TLS CHUNKING: only there',
      'SMTP EHLO in TLS AUTH: different',
    ],
  );
});

test('a refused login is played by the stand-ins too; other words for it are the difference', async () => {
  const contoso = await makeContoso();
  contoso.exchange.servicePrincipals = [];
  const same = await record(contoso);
  assert.equal(same.situation.failure, 'login-refused');
  assert.deepEqual(differenceLines(same), []);

  const unlike = await record(contoso, {
    reword: (line) =>
      line.replace('Authentication unsuccessful', 'Authentication unsuccessful, no such principal'),
  });
  assert.deepEqual(
    unlike.compared.filter(({ likeness }) => likeness !== 'same').map(({ place }) => place),
    ['SMTP AUTH', 'outcome'],
  );
});

test('a refused token keeps Entra’s words without the names in them', async () => {
  const contoso = await makeContoso();
  contoso.application.certificates = [];
  const made = await record(contoso);
  assert.equal(made.situation.failure, 'assertion-key-not-found');
  assert.ok(made.tenant.lines.some(({ says }) => says.startsWith('AADSTS700027:')));
});

for (const [name, change, env] of [
  ['no identity', (contoso: Contoso) => (contoso.identity.identities = []), 'managed-identity-not-found'],
  ['a vault that lets nobody in', ({ vault }: Contoso) => (vault.callers = {}), 'vault-role-missing'],
] as const) {
  test(`${name} is a record too: ${env}`, async () => {
    const contoso = await makeContoso();
    change(contoso);
    assert.equal((await record(contoso)).situation.failure, env);
  });
}

for (const [certificateSource, permissionModel] of [
  ['vault-secret', 'rbac'],
  ['file', 'mailbox'],
  ['federated', 'rbac'],
] as const) {
  test(`${certificateSource} and ${permissionModel}: the stand-ins are set up as the tenant is`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sendasapp-test-'));
    t.after(() => rm(folder, { recursive: true }));
    await withStandIns({ certificateSource, permissionModel }, folder, async (env) => {
      const made = await makeRecord({ PATH: process.env.PATH, ...env }, { sends: true }, new Date(0));
      assert.ok(made.ok, JSON.stringify(made));
      assert.deepEqual(differenceLines(made.value), []);
      assert.equal(made.value.tenant.lines.at(-1)?.says, 'taken');
    });
  });
}

test('broken settings are said, and nobody is asked', async () => {
  const made = await makeRecord({ MAIL_TENANT_ID: 'x' }, { sends: false }, new Date(0));
  assert.equal(made.ok, false);
  assert.match(made.ok ? '' : made.error, /MAIL_CLIENT_ID is missing/);
});
