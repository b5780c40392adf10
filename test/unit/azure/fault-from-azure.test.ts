import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultFromAzure } from '../../../shared/azure/fault-from-azure.ts';

/** An error with what the SDKs hang on it. */
const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

const cases: readonly {
  name: string;
  thrown: unknown;
  code: string;
  said: string;
}[] = [
  {
    name: "Key Vault: the inner code, the body's message",
    thrown: error('Caller is not authorized', {
      name: 'RestError',
      code: 'Forbidden',
      statusCode: 403,
      details: {
        error: {
          code: 'Forbidden',
          message: 'Caller is not authorized to perform action on resource.',
          innererror: { code: 'ForbiddenByRbac' },
        },
      },
    }),
    code: 'ForbiddenByRbac',
    said: 'Caller is not authorized to perform action on resource. (HTTP 403)',
  },
  {
    name: 'Key Vault: the other spelling of the inner error',
    thrown: error('x', {
      statusCode: 403,
      details: {
        error: { code: 'Forbidden', message: 'Off.', innerError: { code: 'ForbiddenByConnection' } },
      },
    }),
    code: 'ForbiddenByConnection',
    said: 'Off. (HTTP 403)',
  },
  {
    name: "Key Vault: the body's code where there is no inner one",
    thrown: error('x', {
      statusCode: 404,
      details: { error: { code: 'CertificateNotFound', message: 'Gone.' } },
    }),
    code: 'CertificateNotFound',
    said: 'Gone. (HTTP 404)',
  },
  {
    name: "Entra: the number, not the error's name",
    thrown: error('invalid_client: AADSTS700027: The certificate …', {
      name: 'AuthenticationRequiredError',
      cause: { errorNo: 700027, errorCode: 'invalid_client' },
    }),
    code: 'AADSTS700027',
    said: 'invalid_client: AADSTS700027: The certificate …',
  },
  {
    name: 'Entra: an error without a number',
    thrown: error('temporarily_unavailable', { cause: { errorCode: 'temporarily_unavailable' } }),
    code: 'temporarily_unavailable',
    said: 'temporarily_unavailable',
  },
  {
    name: 'network: the code of the cause',
    thrown: error('getaddrinfo ENOTFOUND contoso', {
      name: 'RestError',
      code: 'REQUEST_SEND_ERROR',
      cause: { code: 'ENOTFOUND' },
    }),
    code: 'ENOTFOUND',
    said: 'getaddrinfo ENOTFOUND contoso',
  },
  {
    name: 'storage: its own code and the status',
    thrown: error('The specified blob already exists.', {
      code: 'BlobAlreadyExists',
      statusCode: 409,
      details: { errorCode: 'BlobAlreadyExists' },
    }),
    code: 'BlobAlreadyExists',
    said: 'The specified blob already exists. (HTTP 409)',
  },
  {
    name: 'managed identity: a body whose error is a text',
    thrown: error('Identity not found', {
      name: 'CredentialUnavailableError',
      details: { error: 'invalid_request' },
    }),
    code: 'CredentialUnavailableError',
    said: 'Identity not found',
  },
  {
    name: 'an error of nobody',
    thrown: new TypeError('x is undefined'),
    code: 'TypeError',
    said: 'x is undefined',
  },
  { name: 'something that is no error', thrown: 'broken', code: 'Error', said: 'broken' },
];

for (const { name, thrown, code, said } of cases) {
  test(name, () => assert.deepEqual(faultFromAzure('vault', thrown), { at: 'vault', code, said }));
}

const answer = (status: number, retryAfter?: string) => ({
  status,
  headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) },
});

test('the wait that the answer asks for is carried', () =>
  assert.deepEqual(
    faultFromAzure('vault', error('x', { code: 'Throttled', statusCode: 429, response: answer(429, '30') })),
    { at: 'vault', code: 'Throttled', said: 'x (HTTP 429)', retryAfter: 30 },
  ));

test('of an error without an answer, the answer beside it counts', () => {
  const thrown = error('busy', { cause: { errorCode: 'temporarily_unavailable' } });
  const fault = { at: 'token', code: 'temporarily_unavailable', said: 'busy (HTTP 503)' };
  assert.deepEqual(faultFromAzure('token', thrown, answer(503, '7')), { ...fault, retryAfter: 7 });
  assert.deepEqual(faultFromAzure('token', thrown, answer(503)), fault);
});
