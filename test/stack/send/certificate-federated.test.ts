import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Contoso, makeContoso } from '../../../local/contoso.ts';
import { onDesk, withoutVault } from '../../support/desk.ts';

const letter = { id: 'federated-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };
const stranger = '00000000-8888-7777-6666-555555555555';

/** A tenant whose application has no certificate and trusts the managed identity. */
async function makeFederated(): Promise<Contoso> {
  const contoso = await makeContoso();
  const [identity] = contoso.identity.identities;
  assert.ok(identity);
  contoso.application.certificates = [];
  contoso.application.federatedCredentials = [
    {
      issuer: `https://login.microsoftonline.com/${contoso.entra.tenantId}/v2.0`,
      subject: identity.objectId,
      audience: 'api://AzureADTokenExchange',
    },
  ];
  return contoso;
}

const cases: { trusts: string; change: (contoso: Contoso) => void; failure?: string; code?: string }[] = [
  { trusts: 'the managed identity', change: () => undefined },
  {
    trusts: 'another identity',
    change: ({ application }) =>
      Object.assign(application.federatedCredentials?.[0] ?? {}, { subject: stranger }),
    failure: 'federated-credential-mismatch',
    code: 'AADSTS700213',
  },
  {
    trusts: 'another issuer',
    change: ({ application }) =>
      Object.assign(application.federatedCredentials?.[0] ?? {}, {
        issuer: `https://login.microsoftonline.com/${stranger}/v2.0`,
      }),
    failure: 'federated-issuer-mismatch',
    code: 'AADSTS700211',
  },
  {
    trusts: 'another audience',
    change: ({ application }) =>
      Object.assign(application.federatedCredentials?.[0] ?? {}, { audience: 'api://else' }),
    failure: 'federated-audience-mismatch',
    code: 'AADSTS700212',
  },
  {
    trusts: 'an identity that the function app does not have',
    change: ({ identity }) => (identity.identities = []),
    failure: 'managed-identity-not-found',
  },
];

for (const { trusts, change, failure, code } of cases) {
  test(`federated, and the app registration trusts ${trusts}: ${failure ?? 'sent'}`, async () => {
    const contoso = await makeFederated();
    const clientId = contoso.identity.identities[0]?.clientId ?? '';
    change(contoso);
    const env = {
      MAIL_CERTIFICATE_SOURCE: 'federated',
      MAIL_IDENTITY_CLIENT_ID: clientId,
      ...withoutVault,
    };
    await onDesk({ contoso, env }, async (desk) => {
      await desk.enqueue(letter);
      const attempt = await desk.attempt(letter.id);
      assert.equal(attempt.outcome, failure ? 'failed' : 'accepted');
      assert.equal(attempt.failure?.[0]?.id, failure);
      if (code) assert.ok(desk.host.output().includes(code));
      assert.deepEqual(desk.vault.requests, []);
    });
  });
}
