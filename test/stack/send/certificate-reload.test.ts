import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from '../../../local/contoso.ts';
import type { VaultCertificateVersion } from '../../../local/vault/state.ts';
import { type Desk, onDesk } from '../../support/desk.ts';

const hour = 60 * 60 * 1000;
const expired = await makeMailCertificate({
  name: 'expired',
  notBefore: new Date(Date.now() - 2 * hour),
  notAfter: new Date(Date.now() - hour),
});

interface Renewed {
  contoso: Contoso;
  /** The certificate of the version before the newest; Entra knows both. */
  before: string;
  newest: VaultCertificateVersion;
}

/**
 * A tenant with two versions of the certificate and two mailboxes to log in to. Tokens of 50 s are renewed at every
 * login, and the old one does not serve where that fails.
 */
async function makeRenewed(source: string): Promise<Renewed> {
  const contoso = await makeContoso();
  const entry = contoso.vault.certificates[CERTIFICATE_NAME];
  assert.ok(entry);
  const certificate = await makeMailCertificate({ name: 'newest' });
  const newest = { version: 'f'.repeat(32), certificate, enabled: true, created: new Date() };
  entry.versions.push(newest);
  entry.exportable = source === 'vault-secret';
  contoso.application.certificates.push(certificate.cert);
  for (const roles of Object.values(contoso.vault.callers)) roles.push('Key Vault Secrets User');
  contoso.entra.tokenLifetimeSeconds = 50;
  contoso.exchange.mailboxes.push({ ...contoso.mailbox, address: 'second@contoso.example' });
  return { contoso, before: contoso.certificate.cert, newest };
}

/** Sends from a mailbox that nobody has logged in to yet. */
async function sendFrom(desk: Desk, from: string): Promise<string | undefined> {
  const id = from.replace(/@.*/, '');
  await desk.enqueue({ id, from, to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' });
  const { outcome, failure } = await desk.attempt(id);
  return failure?.[0]?.id ?? outcome;
}

const tokenAnswers = (desk: Desk) =>
  desk.entra.requests.filter(({ path }) => path.endsWith('/token')).map(({ status }) => status);

const busyFor = (seconds: number) => ({
  status: 503,
  body: {
    error: 'temporarily_unavailable',
    error_description: 'AADSTS90033: A transient error has occurred.',
  },
  headers: { 'retry-after': String(seconds) },
});

const changes: readonly {
  what: string;
  change: (renewed: Renewed) => void;
  outcome: string;
  answers: readonly number[];
}[] = [
  {
    what: 'was disabled and taken from the app registration',
    change: ({ contoso, before, newest }) => {
      newest.enabled = false;
      contoso.application.certificates = [before];
    },
    outcome: 'accepted',
    answers: [200, 401, 200],
  },
  {
    what: 'expired',
    change: ({ contoso, before, newest }) => {
      newest.certificate = expired;
      contoso.application.certificates = [before];
    },
    outcome: 'accepted',
    answers: [200, 401, 200],
  },
  {
    what: 'was taken from the app registration',
    change: ({ contoso, before }) => {
      contoso.application.certificates = [before];
    },
    outcome: 'accepted',
    answers: [200, 401, 200],
  },
  {
    what: 'was taken from the app registration with all others',
    change: ({ contoso }) => {
      contoso.application.certificates = [];
    },
    outcome: 'assertion-key-not-found',
    answers: [200, 401, 401],
  },
  {
    what: 'is good, and the application is disabled',
    change: ({ contoso }) => {
      contoso.application.enabled = false;
    },
    outcome: 'application-disabled',
    answers: [200, 400],
  },
  {
    what: 'is good, and Entra wants to be left alone for a second',
    change: ({ contoso }) => {
      contoso.entra.next = [busyFor(1)];
    },
    outcome: 'accepted',
    answers: [200, 503, 200],
  },
  {
    what: 'is good, and Entra wants to be left alone for minutes',
    change: ({ contoso }) => {
      contoso.entra.next = [busyFor(120)];
    },
    outcome: 'token-service-unavailable',
    answers: [200, 503],
  },
];

for (const source of ['vault-sign', 'vault-secret']) {
  for (const { what, change, outcome, answers } of changes) {
    test(`${source}: the newest version ${what} while the app runs: ${outcome}`, async () => {
      const renewed = await makeRenewed(source);
      const { contoso } = renewed;
      const { address } = contoso.mailbox;
      const env = { MAIL_CERTIFICATE_SOURCE: source, MAIL_MAILBOXES: `${address}; second@contoso.example` };
      await onDesk({ contoso, env }, async (desk) => {
        assert.equal(await sendFrom(desk, address), 'accepted');
        change(renewed);
        assert.equal(await sendFrom(desk, 'second@contoso.example'), outcome);
        assert.deepEqual(tokenAnswers(desk), answers);
      });
    });
  }
}

test('vault-sign: the newest version is disabled between reading and signing: the one before it signs', async () => {
  const { contoso, newest } = await makeRenewed('vault-sign');
  let reads = 0;
  Object.defineProperty(newest, 'enabled', { get: () => reads++ === 0 });
  await onDesk({ contoso }, async (desk) => {
    assert.equal(await sendFrom(desk, contoso.mailbox.address), 'accepted');
    assert.deepEqual(
      desk.vault.requests
        .filter(({ status }) => status !== 401)
        .map((one) => `${one.operation} ${one.status}`),
      [
        'certificates/get 200',
        'keys/get 200',
        'keys/sign 403',
        'certificates/get 200',
        'certificates/versions 200',
        'certificates/get 200',
        'keys/get 200',
        'keys/sign 200',
      ],
    );
    assert.deepEqual(tokenAnswers(desk), [200]);
  });
});
