import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { compactVerify, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { signDigest } from '../../../local/vault/rsa-signature.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { createAssertion } from '../../../shared/identity/assertion.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const certificate = {
  thumbprint: createHash('sha256').update('the certificate').digest('base64url'),
  sign: async (signingInput: string) =>
    ok(signDigest(privateKey, 'PS256', createHash('sha256').update(signingInput).digest())),
};

const request = {
  clientId: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
  tokenEndpoint: 'https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token',
  now: new Date('2026-11-25T12:00:00.987Z'),
  id: '6f1c9c3a-7f0e-4f57-8f0f-1f1f0a4b7c11',
};

async function assertionOf(changes: Partial<typeof request> = {}): Promise<string> {
  const made = await createAssertion(certificate, { ...request, ...changes });
  assert.ok(made.ok);
  return made.value;
}

test('a JWT library accepts the assertion for its one audience, by the key of the certificate', async () => {
  const { payload } = await jwtVerify(await assertionOf(), publicKey, {
    algorithms: ['PS256'],
    issuer: request.clientId,
    subject: request.clientId,
    audience: request.tokenEndpoint,
    currentDate: new Date(request.now.getTime() + 60_000),
  });
  assert.equal(payload.aud, request.tokenEndpoint);
  assert.equal(payload.jti, request.id);
});

test('the header names algorithm and certificate and nothing else', async () => {
  assert.deepEqual(decodeProtectedHeader(await assertionOf()), {
    alg: 'PS256',
    typ: 'JWT',
    'x5t#S256': certificate.thumbprint,
  });
});

test('it lives ten minutes from now, in whole seconds', async () => {
  const { iat, nbf, exp } = decodeJwt(await assertionOf());
  const now = Date.parse('2026-11-25T12:00:00Z') / 1000;
  assert.deepEqual([iat, nbf, exp], [now, now, now + 600]);
});

test('each has the id that it was given', async () => {
  assert.equal(decodeJwt(await assertionOf({ id: 'second' })).jti, 'second');
});

test('a changed claim breaks the signature', async () => {
  const [header = '', , signature = ''] = (await assertionOf()).split('.');
  const claims = Buffer.from('{"iss":"somebody-else"}').toString('base64url');
  await assert.rejects(compactVerify(`${header}.${claims}.${signature}`, publicKey), {
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  });
});

test('what keeps the key from signing is handed on', async () => {
  const fault: Fault = { at: 'vault', code: 'ForbiddenByRbac', said: 'no' };
  assert.deepEqual(
    await createAssertion({ ...certificate, sign: async () => failed(fault) }, request),
    failed(fault),
  );
});
