import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { knownOf } from '../../../scripts/record/known.ts';
import { createRedactor } from '../../../scripts/record/redact.ts';
import { readSettings } from '../../../shared/settings.ts';

const id = '6f1d7a4e-3b52-4c0e-9d0a-1f6b8c2e5a10';
const other = '11111111-2222-4333-8444-555555555555';
const redact = () =>
  createRedactor([
    { value: id, alias: '<client id>' },
    { value: 'billing@contoso.com', alias: 'mailbox@tenant.example' },
    { value: 'contoso', alias: '<tenant>' },
    { value: 'mail', alias: '<certificate>' },
  ]);

const said: readonly (readonly [string, string])[] = [
  [
    '535 5.7.3 Authentication unsuccessful [AM0PR10CA0042.EURPRD10.PROD.OUTLOOK.COM 2026-11-25T17:04:00.003Z 08DE2B8F9C3A1B2D]',
    '535 5.7.3 Authentication unsuccessful [<server>.prod.OUTLOOK.COM <time> <opaque>]',
  ],
  [
    '220 AM0PR10CA0042.outlook.office365.com Microsoft ESMTP MAIL Service ready at Wed, 25 Nov 2026 17:04:00 +0000',
    '220 <server>.outlook.office365.com Microsoft ESMTP MAIL Service ready at <time>',
  ],
  [
    '250 2.0.0 OK <a1b2@AM0PR10MB2024.eurprd10.prod.outlook.com> [Hostname=AM0PR10MB2024.eurprd10.prod.outlook.com]',
    '250 2.0.0 OK <message id> [Hostname=<server>.prod.outlook.com]',
  ],
  [
    `AADSTS700016: Application with identifier '${id.toUpperCase()}' was not found in the directory 'Fabrikam Ltd'. Trace ID: ${other} Correlation ID: ${other} Timestamp: 2026-11-25 17:04:00Z`,
    "AADSTS700016: Application with identifier '<client id>' was not found in the directory '<name>'. Trace ID: <guid 1> Correlation ID: <guid 1> Timestamp: <time>",
  ],
  [
    "AADSTS7000215: Invalid client_assertion. The request body must contain: 'client_assertion' or 'client_secret'.",
    "AADSTS7000215: Invalid client_assertion. The request body must contain: 'client_assertion' or 'client_secret'.",
  ],
  [
    'Bearer authorization="https://login.microsoftonline.com/x", resource="https://vault.azure.net"',
    'Bearer authorization="https://login.microsoftonline.com/x", resource="https://vault.azure.net"',
  ],
  [
    '430 4.2.0 STOREDRV; [BeginDiagnosticData]Cannot open mailbox. 16.55847:C9050000, 17.43559:0000000094[EndDiagnosticData]',
    '430 4.2.0 STOREDRV; [BeginDiagnosticData]Cannot open mailbox. <diagnostics>[EndDiagnosticData]',
  ],
  [
    'Client address 203.0.113.7 is not authorized; see https://contoso-mail.vault.azure.net and Contoso.onmicrosoft.com',
    'Client address <ip> is not authorized; see https://<vault>.vault.azure.net and tenant.onmicrosoft.com',
  ],
  [
    '554 5.2.252 SendAsDenied; billing@contoso.com not allowed to send as eve@fabrikam.com',
    '554 5.2.252 SendAsDenied; mailbox@tenant.example not allowed to send as mailbox@tenant.example',
  ],
];

for (const [text, expected] of said) {
  test(`wording stays, what belongs to somebody goes: ${text.slice(0, 60)}`, () => {
    assert.equal(redact()(text), expected);
  });
}

test('a secret that happens to have no digit goes too', () => {
  assert.equal(redact()(`signature=${'AbcD-_ef'.repeat(5)} refused`), 'signature=<opaque> refused');
});

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('');
const name = fc
  .string({ unit: fc.constantFrom(...lower), minLength: 6, maxLength: 16 })
  .map((text) => `x${text}`);
const domain = name.map((label) => `${label}.example`);
const base64url = fc
  .uint8Array({ minLength: 30, maxLength: 200 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));

/** Words of the services that originals stand between. */
const between = fc.constantFrom(
  '535 5.7.3 Authentication unsuccessful [',
  ' ',
  "' was not found in the directory '",
  '; ',
  ' (',
  '="',
  '&client_id=',
);

test('none of what a tenant has is in what is kept', () => {
  fc.assert(
    fc.property(
      fc.record({ tenantId: fc.uuid(), clientId: fc.uuid(), objectId: fc.uuid(), stranger: fc.uuid() }),
      // An address that is there twice is refused by the settings.
      fc
        .record({ domain, local: name, sender: name, vault: name, certificate: name, appName: name })
        .filter(({ local, sender }) => local !== sender),
      fc.record({ signature: base64url, uti: base64url, password: base64url }),
      fc.array(fc.tuple(between, fc.nat()), { minLength: 1, maxLength: 12 }),
      (ids, names, secrets, order) => {
        const mailbox = `${names.local}@${names.domain}`;
        const sender = `${names.sender}@${names.domain}`;
        const settings = readSettings({
          MAIL_TENANT_ID: ids.tenantId,
          MAIL_CLIENT_ID: ids.clientId,
          MAIL_MAILBOXES: `${mailbox}: ${sender}`,
          MAIL_VAULT_URL: `https://${names.vault}.vault.azure.net`,
          MAIL_CERTIFICATE_NAME: names.certificate,
          MAIL_STORAGE: 'UseDevelopmentStorage=true',
          MAIL_QUEUE: 'mail-outbound',
        });
        assert.ok(settings.ok, JSON.stringify(settings));
        const claims = {
          oid: ids.objectId,
          tid: ids.tenantId,
          app_displayname: names.appName,
          uti: secrets.uti,
        };
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        const token = `${part({ alg: 'RS256' })}.${part(claims)}.${secrets.signature}`;
        const originals = [
          ...Object.values(ids),
          mailbox,
          sender,
          names.domain,
          `${names.vault}.vault.azure.net`,
          names.certificate,
          names.appName,
          secrets.uti,
          secrets.signature,
          token,
        ];
        const text = order.map(([word, at]) => `${word}${originals[at % originals.length]}`).join('');
        const kept = createRedactor(knownOf(settings.value, token))(
          `${text} ${text.toUpperCase()}`,
        ).toLowerCase();
        for (const original of originals) {
          assert.ok(!kept.includes(original.toLowerCase()), `${original} in ${kept}`);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('Microsoft’s own hosts stay, and those of the stand-ins are named as them', () => {
  const settingsOf = (own: Record<string, string>) => {
    const settings = readSettings({
      MAIL_TENANT_ID: id,
      MAIL_CLIENT_ID: other,
      MAIL_MAILBOXES: 'billing@contoso.com',
      MAIL_CERTIFICATE_SOURCE: 'file',
      MAIL_CERTIFICATE_FILE: '/mounts/secrets/app.pfx',
      MAIL_STORAGE: 'UseDevelopmentStorage=true',
      MAIL_QUEUE: 'mail-outbound',
      ...own,
    });
    assert.ok(settings.ok, JSON.stringify(settings));
    return settings.value;
  };
  const said = (host: string, own: Record<string, string>) =>
    createRedactor(knownOf(settingsOf(own), undefined))(`Bearer authorization="https://${host}/${id}"`);
  const expected = 'Bearer authorization="https://login.microsoftonline.com/<tenant id>"';
  assert.equal(said('login.microsoftonline.com', {}), expected);
  assert.equal(said('localhost:4711', { MAIL_AUTHORITY_HOST: 'https://localhost:4711' }), expected);
});
