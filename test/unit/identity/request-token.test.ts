import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeAuthority } from '../../../local/certificates.ts';
import type { Running } from '../../../local/running.ts';
import { type Answer, send, serve } from '../../../local/serve.ts';
import { tokenRequest } from '../../../shared/identity/request-token.ts';

const authority = await makeAuthority();
const tls = await authority.issueServerTls();
setDefaultCACertificates([...getCACertificates('default'), authority.cert]);

type Played = Answer | 'silence' | 'good';

/** Asks for a token at an Entra that gives these answers. */
async function ask({ discovery = 'good', token = 'good' }: { discovery?: Played; token?: Played }) {
  let posts = 0;
  const server: Running = await serve((request, response) => {
    const isPost = request.method === 'POST';
    if (isPost) posts += 1;
    const played = isPost ? token : discovery;
    if (played === 'silence') return;
    const good = isPost ? { access_token: 'the token', expires_in: 3599, token_type: 'Bearer' } : metadata();
    send(response, played === 'good' ? { status: 200, body: good } : played);
  }, tls);
  const metadata = () => ({
    issuer: `${server.url}/tenant/v2.0`,
    authorization_endpoint: `${server.url}/tenant/oauth2/v2.0/authorize`,
    token_endpoint: `${server.url}/tenant/oauth2/v2.0/token`,
    jwks_uri: `${server.url}/tenant/discovery/v2.0/keys`,
  });
  try {
    const app = { tenantId: 'tenant', clientId: 'the-app', authorityHost: server.url, scope: 'x/.default' };
    const answer = await tokenRequest(app, 300)('assertion');
    return { answer, posts };
  } finally {
    await server.stop();
  }
}

const refusal = (status: number, error: string, number: number, headers = {}): Answer => ({
  status,
  body: { error, error_description: `AADSTS${number}: words. Trace ID: x`, error_codes: [number] },
  headers,
});
const busy = (status: number, headers = {}) => refusal(status, 'temporarily_unavailable', 90033, headers);
const page = (status: number, headers = {}): Answer => ({
  status,
  body: '<h1>Busy</h1>',
  headers: { 'content-type': 'text/html', ...headers },
});
const inTwoMinutes = () => new Date(Date.now() + 120_000).toUTCString();

const cases: readonly {
  name: string;
  played: Parameters<typeof ask>[0];
  code: string;
  says: RegExp;
  oauthError?: string;
  retryAfter?: number;
  again?: number;
  /** How many seconds shorter the wait may be seen: a date says whole ones, and is written before the first test runs. */
  slack?: number;
}[] = [
  {
    name: 'a certificate that is not known',
    played: { token: refusal(401, 'invalid_client', 700027) },
    code: 'AADSTS700027',
    says: /AADSTS700027: words\..*\(HTTP 401\)$/s,
    oauthError: 'invalid_client',
  },
  {
    name: 'an application that is not known, at the discovery',
    played: { discovery: refusal(400, 'invalid_tenant', 90002) },
    code: 'AADSTS90002',
    says: /^invalid_tenant: AADSTS90002: words\..*\(HTTP 400\)$/s,
    oauthError: 'invalid_tenant',
  },
  {
    name: '503 with a Retry-After of minutes',
    played: { token: busy(503, { 'retry-after': '120' }) },
    code: 'AADSTS90033',
    says: /AADSTS90033: words\..*\(HTTP 503\)$/s,
    oauthError: 'temporarily_unavailable',
    retryAfter: 120,
    again: 120,
  },
  {
    name: '429 with an HTTP date',
    played: { token: busy(429, { 'retry-after': inTwoMinutes() }) },
    code: 'AADSTS90033',
    says: /\(HTTP 429\)$/,
    oauthError: 'temporarily_unavailable',
    retryAfter: 120,
    again: 120,
    slack: 60,
  },
  {
    name: '429 without a Retry-After',
    played: { token: busy(429) },
    code: 'AADSTS90033',
    says: /\(HTTP 429\)$/,
    oauthError: 'temporarily_unavailable',
  },
  {
    name: '503 without words of Entra',
    played: { token: page(503) },
    code: 'server_error',
    says: /Busy.*\(HTTP 503\)$/s,
    oauthError: 'server_error',
    again: 1,
  },
  {
    name: '503 at the discovery',
    played: { discovery: page(503, { 'retry-after': '7' }) },
    code: 'CredentialUnavailableError',
    says: /\(HTTP 503\)$/,
    retryAfter: 7,
    again: 7,
  },
  {
    name: '503 with JSON that is none',
    played: { token: page(503, { 'content-type': 'application/json', 'retry-after': '9' }) },
    code: 'PARSE_ERROR',
    says: /Busy.*\(HTTP 503\)$/s,
    retryAfter: 9,
    again: 9,
  },
  { name: 'silence', played: { token: 'silence' }, code: 'ETIMEDOUT', says: /no answer within 0\.3 s/ },
  {
    name: 'silence at the discovery',
    played: { discovery: 'silence' },
    code: 'ETIMEDOUT',
    says: /no answer within 0\.3 s/,
  },
];

for (const { name, played, code, says, oauthError, retryAfter, again, slack = 0 } of cases) {
  test(`${name}: told as it is, after one request at most`, async () => {
    const { answer, posts } = await ask(played);
    assert.ok(!answer.ok);
    const { fault } = answer.error;
    assert.equal(fault.code, code);
    assert.match(fault.said, says);
    assert.equal(answer.error.oauthError, oauthError);
    assertSeconds(fault.retryAfter, retryAfter, slack);
    assertSeconds(answer.error.again, again, slack);
    assert.equal(posts, played.token ? 1 : 0);
  });
}

function assertSeconds(seen: number | undefined, expected: number | undefined, slack: number) {
  const isRight =
    seen === undefined || expected === undefined
      ? seen === expected
      : seen <= expected && seen >= expected - slack;
  assert.ok(isRight, `${seen} instead of ${expected}`);
}

test('a token and its end', async () => {
  const { answer, posts } = await ask({});
  assert.ok(answer.ok, JSON.stringify(answer));
  assert.equal(answer.value.text, 'the token');
  assert.ok(Math.abs(answer.value.expires - Date.now() - 3599_000) < 5000);
  assert.equal(posts, 1);
});

test('nobody who listens: the code of the network', async () => {
  const server = await serve(() => undefined, tls);
  await server.stop();
  const app = { tenantId: 'tenant', clientId: 'the-app', authorityHost: server.url, scope: 'x/.default' };
  const answer = await tokenRequest(app)('assertion');
  assert.ok(!answer.ok);
  assert.deepEqual([answer.error.fault.code, answer.error.again], ['ECONNREFUSED', 1]);
});
