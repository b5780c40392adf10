import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from '../../../local/contoso.ts';
import { startServices } from '../../../local/services.ts';
import { renewCertificate } from '../../../local/vault/renew.ts';
import { ok } from '../../../shared/failures/result.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { type MailboxState, newMailbox, stateToValues } from '../../../shared/mailbox/mailbox-state.ts';
import { readSettings } from '../../../shared/settings.ts';
import type { Verdict } from '../../../shared/validator/check.ts';
import type { ReportedFinding } from '../../../shared/validator/report.ts';
import { createValidator } from '../../../shared/validator/validator.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { until } from '../../support/until.ts';

// One of each for all tests: the managed identity's client keeps endpoint and tokens for as long as the process lives.
const services = await startServices();
const { contoso: standing, identity, exchange } = services;
const authority = await readFile(String(services.env.NODE_EXTRA_CA_CERTS), 'utf8');
setDefaultCACertificates([...getCACertificates('default'), authority]);
Object.assign(process.env, identity.env);
after(() => services.stop());

interface Given {
  env?: Record<string, string>;
  state?: Partial<MailboxState>;
}

/** The validator in this tenant; storage is in memory. */
async function validatorOf(contoso: Contoso, { env, state }: Given = {}) {
  for (const part of ['entra', 'identity', 'vault', 'exchange'] as const) {
    Object.assign(standing[part], contoso[part]);
  }
  const { address } = contoso.mailbox;
  const table = createMemoryTable();
  const values = stateToValues({ ...newMailbox(address), ...state });
  await table.open(mailboxKey(address)).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]);
  const settings = readSettings({
    MAIL_STORAGE: 'UseDevelopmentStorage=true',
    MAIL_QUEUE: 'mail-outbound',
    ...services.env,
    MAIL_TENANT_ID: contoso.entra.tenantId,
    MAIL_CLIENT_ID: contoso.application.clientId,
    MAIL_MAILBOXES: address,
    ...env,
  });
  const storage = {
    open: table.open,
    openBlobs: () => memoryBlobs(),
    queue: 'mail-outbound',
    countQueued: async () => ok(0),
  };
  return createValidator({ settings, storage, now: Date.now });
}

/** What it finds, by check. */
async function findings(contoso: Contoso, given?: Given): Promise<Map<string, ReportedFinding>> {
  const answer = await (await validatorOf(contoso, given))({});
  assert.ok(answer.ok, JSON.stringify(answer));
  const { checks, mailboxes } = answer.value;
  assert.doesNotMatch(JSON.stringify(answer.value), /eyJ[\w-]+\.|PRIVATE KEY/);
  assert.deepEqual(exchange.messages, []);
  const all = [...checks, ...mailboxes.flatMap((mailbox) => mailbox.checks)];
  return new Map(all.map((finding) => [finding.check, finding]));
}

const callerOf = ({ vault }: Contoso) => Object.values(vault.callers)[0] ?? [];

const cases: readonly {
  name: string;
  change: (contoso: Contoso) => unknown;
  given?: Given;
  check: string;
  verdict: Verdict;
  /** Must be in the finding's JSON. */
  says: RegExp;
  others?: Record<string, Verdict>;
}[] = [
  {
    name: 'the managed identity is not there',
    change: ({ identity }) => (identity.identities = []),
    check: 'identity',
    verdict: 'fail',
    says: /"id":"[^"]*identity/,
    others: { certificate: 'skipped', token: 'skipped', login: 'skipped', dns: 'pass', room: 'pass' },
  },
  {
    name: 'no role on the vault: the command names the identity',
    change: (contoso) => callerOf(contoso).splice(0),
    check: 'certificate',
    verdict: 'fail',
    says: /"id":"vault-role-missing".*--assignee-object-id 7a2f4c18-9d3e-4f60-8b15-c6e0a97d2b34/,
    others: { identity: 'pass', sign: 'skipped' },
  },
  {
    name: 'the app may read but not sign',
    change: (contoso) => callerOf(contoso).splice(0, 2, 'Key Vault Reader'),
    check: 'sign',
    verdict: 'fail',
    says: /"id":"vault-/,
    others: { certificate: 'pass', token: 'skipped' },
  },
  {
    name: 'the app could read the private key',
    change(contoso) {
      const entry = contoso.vault.certificates[CERTIFICATE_NAME];
      assert.ok(entry);
      entry.exportable = true;
      callerOf(contoso).push('Key Vault Secrets User');
    },
    check: 'certificate',
    verdict: 'warn',
    says: /could read the private key.*"keyReadable":true/,
    others: { login: 'pass' },
  },
  {
    name: 'exportable, and the app may not read secrets',
    change(contoso) {
      const entry = contoso.vault.certificates[CERTIFICATE_NAME];
      assert.ok(entry);
      entry.exportable = true;
    },
    check: 'certificate',
    verdict: 'pass',
    says: /"exportable":true,"keyReadable":false/,
  },
  {
    name: 'Entra does not know the certificate: our thumbprints beside its words',
    change: ({ application }) => (application.certificates = []),
    check: 'token',
    verdict: 'fail',
    says: /"ourThumbprintSha1":"[0-9A-F]{40}".*"id":"assertion-key-not-found"/,
    others: { claims: 'skipped', login: 'skipped' },
  },
  {
    name: 'the certificate was renewed and Entra knows the old one only',
    change: ({ vault }) => renewCertificate(vault, CERTIFICATE_NAME),
    check: 'token',
    verdict: 'warn',
    says: /took an older version.*"olderThumbprintSha1":"[0-9A-F]{40}","olderValidTo":"20.*"id":"assertion-key-not-found"/,
    others: { claims: 'pass', login: 'pass', envelope: 'pass' },
  },
  {
    name: 'no consent',
    change: ({ application }) => (application.roles = []),
    check: 'login',
    verdict: 'fail',
    says: /"causes":\[\{"cause":"Admin consent for SMTP\.SendAsApp is missing/,
    others: { token: 'pass', claims: 'fail', envelope: 'skipped' },
  },
  {
    name: 'the token is for another service',
    change: () => undefined,
    given: { env: { MAIL_TOKEN_SCOPE: 'https://graph.microsoft.com/.default' } },
    check: 'login',
    verdict: 'fail',
    says: /"causes":\[\{"cause":"The token is for another service than Exchange Online/,
    others: { token: 'pass', claims: 'fail' },
  },
  {
    name: 'no consent, in the RBAC model',
    change: ({ application }) => (application.roles = []),
    given: { env: { MAIL_PERMISSION_MODEL: 'rbac' } },
    check: 'login',
    verdict: 'fail',
    says: /"causes":\[\{"cause":"With Application RBAC: the role assignment is missing/,
    others: { claims: 'pass' },
  },
  {
    name: 'the registration went away after mail had been accepted',
    change: ({ exchange }) => (exchange.servicePrincipals = []),
    given: { state: { lastAccepted: Date.parse('2026-11-25T10:02:00Z') } },
    check: 'login',
    verdict: 'fail',
    says: /"causes":\[\{"cause":"Something was changed a short while ago.*accepted until 2026-11-25 10:02 UTC/,
  },
  {
    name: 'SMTP AUTH is off for the mailbox: a reply that names its cause',
    change: ({ mailbox }) => (mailbox.smtpClientAuthenticationDisabled = true),
    check: 'login',
    verdict: 'fail',
    says: /"id":"smtp-auth-disabled-mailbox".*Set-CASMailbox -Identity billing@contoso\.example/,
  },
  {
    name: 'FullAccess is missing: no check can see it',
    change: ({ mailbox }) => (mailbox.fullAccess = []),
    check: 'envelope',
    verdict: 'pass',
    says: /nothing was sent/,
    others: { login: 'pass', storage: 'pass' },
  },
  {
    name: 'nobody listens at the submission port',
    change: () => undefined,
    given: { env: { MAIL_SMTP_PORT: '1' } },
    check: 'connection',
    verdict: 'fail',
    says: /"id":"smtp-unreachable"/,
    others: { ehlo: 'skipped', login: 'skipped', claims: 'pass' },
  },
  {
    name: 'a federated identity needs no certificate',
    change({ application, entra, identity }) {
      application.certificates = [];
      application.federatedCredentials = [
        {
          issuer: `https://login.microsoftonline.com/${entra.tenantId}/v2.0`,
          subject: identity.identities[0]?.objectId ?? '',
          audience: 'api://AzureADTokenExchange',
        },
      ];
    },
    given: {
      env: {
        MAIL_CERTIFICATE_SOURCE: 'federated',
        MAIL_IDENTITY_CLIENT_ID: '3c5d8e70-1b2a-49f6-a7d4-e8f90b1c2d35',
        MAIL_VAULT_URL: '',
        MAIL_CERTIFICATE_NAME: '',
        MAIL_VAULT_VERIFY_CHALLENGE: '',
      },
    },
    check: 'envelope',
    verdict: 'pass',
    says: /nothing was sent/,
    others: { identity: 'pass', certificate: 'pass', sign: 'pass', token: 'pass', claims: 'pass' },
  },
];

for (const { name, change, given, check, verdict, says, others = {} } of cases) {
  test(name, async () => {
    const contoso = await makeContoso();
    await change(contoso);
    const found = await findings(contoso, given);
    const text = JSON.stringify(found.get(check));
    assert.equal(found.get(check)?.verdict, verdict, text);
    assert.match(text, says);
    for (const [other, expected] of Object.entries(others)) {
      assert.equal(found.get(other)?.verdict, expected, JSON.stringify(found.get(other)));
    }
  });
}

test('many who ask at once make one login and one envelope, and the line is closed behind them', async () => {
  const validate = await validatorOf(await makeContoso());
  const before = exchange.record.length;
  const answers = await Promise.all([{}, {}, {}, { mailbox: standing.mailbox.address }].map(validate));
  assert.ok(answers.every((answer) => answer.ok && answer.value.ok));
  const seen = exchange.record.slice(before).filter(({ mailbox }) => mailbox !== undefined);
  assert.deepEqual(
    seen.map(({ stage }) => stage).filter((stage) => stage !== 'close'),
    ['auth', 'mail', 'rcpt'],
  );
  const closed = () => exchange.record.slice(before).filter(({ stage }) => stage === 'close').length === 2;
  await until('both lines to be closed', () => closed() || undefined);
});
