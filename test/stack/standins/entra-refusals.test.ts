import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type MailCertificate, makeMailCertificate } from '../../../local/certificates.ts';
import { type Assertion, askForToken, base64url, inSeconds, makeAssertion } from './ask-for-token.ts';
import { startTenant, type Tenant } from './tenant.ts';

const day = 24 * 60 * 60 * 1000;
let tenant: Tenant;
let stranger: MailCertificate;
let expired: MailCertificate;
let notYetValid: MailCertificate;

before(async () => {
  [tenant, stranger, expired, notYetValid] = await Promise.all([
    startTenant(),
    makeMailCertificate({ name: 'stranger' }),
    makeMailCertificate({
      name: 'expired',
      notBefore: new Date('2024-01-02T03:04:05Z'),
      notAfter: new Date('2025-01-02T03:04:05Z'),
    }),
    makeMailCertificate({ name: 'early', notBefore: new Date(Date.now() + day) }),
  ]);
  tenant.application.certificates.push(expired.cert, notYetValid.cert);
});
after(() => tenant.entra.stop());

const ask = (changes?: Record<string, string | undefined>, endpoint?: string) =>
  askForToken(tenant, changes, endpoint);

const askWith = async (given: Assertion) => ask({ client_assertion: await makeAssertion(tenant, given) });

/** Asks while the application is changed, and puts it back. */
async function askWhile(change: Partial<Tenant['application']>) {
  const { state, application } = tenant;
  state.applications = [{ ...application, ...change }];
  try {
    return await ask();
  } finally {
    state.applications = [application];
  }
}

/** What is wrong, the request, its HTTP status with the OAuth error, the words. */
type Row = [name: string, asked: () => ReturnType<typeof ask>, answer: string, text: RegExp];

const refusals: Row[] = [
  [
    'an unknown tenant',
    () => ask({}, tenant.tokenEndpoint.replace(tenant.state.tenantId, stranger.thumbprintSha1)),
    '400 invalid_tenant',
    /^AADSTS90002: Tenant '[0-9A-F]{40}' not found\. Check to make sure you have the correct tenant ID/,
  ],
  [
    'no grant type',
    () => ask({ grant_type: undefined }),
    '400 invalid_request',
    /^AADSTS900144: The request body must contain the following parameter: 'grant_type'\./,
  ],
  [
    'another grant type',
    () => ask({ grant_type: 'password' }),
    '400 unsupported_grant_type',
    /^AADSTS70003: The app requested an unsupported grant type 'password'\./,
  ],
  [
    'a client id that is no GUID',
    () => ask({ client_id: 'sendasapp' }),
    '400 unauthorized_client',
    /^AADSTS700038: sendasapp is not a valid application identifier\./,
  ],
  [
    'an unknown application',
    () => ask({ client_id: 'aaaaaaaa-0000-0000-0000-000000000000' }),
    '400 unauthorized_client',
    /^AADSTS700016: Application with identifier 'aaaaaaaa-0+-0+-0+-0+' was not found in the directory '/,
  ],
  [
    'no enterprise application',
    () => askWhile({ servicePrincipal: false }),
    '401 invalid_client',
    /^AADSTS7000229: The client application .* is missing service principal in the tenant /,
  ],
  [
    'a disabled enterprise application',
    () => askWhile({ enabled: false }),
    '400 unauthorized_client',
    /^AADSTS7000112: Application '6f1d7a4e-.*'\(SendAsApp\) is disabled\./,
  ],
  [
    'a scope that is no URI',
    () => ask({ scope: 'SMTP.Send' }),
    '400 invalid_scope',
    /^AADSTS70011: .*The scope SMTP\.Send is not valid\. The scope format is invalid\./,
  ],
  [
    'a scope without .default',
    () => ask({ scope: 'https://outlook.office365.com/SMTP.Send' }),
    '400 invalid_scope',
    /^AADSTS1002012: The provided value for scope https:\/\/outlook\.office365\.com\/SMTP\.Send is not valid\./,
  ],
  [
    'an unknown resource',
    () => ask({ scope: 'https://outlook.example/.default' }),
    '400 invalid_resource',
    /^AADSTS500011: The resource principal named https:\/\/outlook\.example was not found in the tenant named /,
  ],
  [
    'a secret',
    () => ask({ client_assertion: undefined, client_assertion_type: undefined, client_secret: 's3cret' }),
    '401 invalid_client',
    /^AADSTS7000215: Invalid client secret provided\. Ensure the secret being sent/,
  ],
  [
    'no credential',
    () => ask({ client_assertion: undefined, client_assertion_type: undefined }),
    '401 invalid_client',
    /^AADSTS7000218: The request body must contain .* 'client_assertion' or 'client_secret'\./,
  ],
  [
    'an assertion that is no JWT',
    () => ask({ client_assertion: 'a.b.c' }),
    '401 invalid_client',
    /^AADSTS50027: JWT token is invalid or malformed\./,
  ],
  [
    'an algorithm that Entra does not take',
    () => askWith({ alg: 'PS512' }),
    '401 invalid_client',
    /^AADSTS50027: /,
  ],
  [
    'an assertion without jti',
    () => askWith({ claims: { jti: undefined } }),
    '401 invalid_client',
    /^AADSTS50027: /,
  ],
  [
    'no thumbprint',
    () => askWith({ header: {} }),
    '401 invalid_client',
    /^AADSTS50027: Invalid JWT token\. No certificate thumbprint specified in token header\./,
  ],
  [
    'a certificate that is not registered',
    () => askWith({ signedBy: stranger }),
    '401 invalid_client',
    /^AADSTS700027: .*\[Reason - The key was not found\., Thumbprint of key used by client: '[0-9A-F]{64}'/,
  ],
  [
    'the hex text of a thumbprint instead of its bytes',
    () =>
      askWith({
        header: { 'x5t#S256': Buffer.from(tenant.certificate.thumbprintSha256).toString('base64url') },
      }),
    '401 invalid_client',
    /^AADSTS700027: .*Thumbprint of key used by client: '[0-9A-F]{128}'/,
  ],
  [
    'a strange key under a registered thumbprint',
    () =>
      askWith({
        signedBy: stranger,
        header: { 'x5t#S256': base64url(tenant.certificate.thumbprintSha256) },
      }),
    '401 invalid_client',
    /^AADSTS700027: Client assertion contains an invalid signature\. \[Reason - The provided signature value did not match/,
  ],
  [
    'another registered key than the thumbprint names',
    () =>
      askWith({
        signedBy: tenant.certificate,
        header: { 'x5t#S256': base64url(expired.thumbprintSha256) },
      }),
    '401 invalid_client',
    /^AADSTS700027: .*The provided signature value did not match/,
  ],
  [
    'an expired certificate',
    () => askWith({ signedBy: expired }),
    '401 invalid_client',
    /^AADSTS700027: .*\[Reason - The key used is expired\., .*Found key 'Start=01\/02\/2024 03:04:05, End=01\/02\/2025 03:04:05'/,
  ],
  [
    'a certificate before its time',
    () => askWith({ signedBy: notYetValid }),
    '401 invalid_client',
    /^AADSTS700027: .*\[Reason - The key used is expired\./,
  ],
  [
    'an assertion past its end',
    () => askWith({ claims: { nbf: inSeconds(-1000), exp: inSeconds(-400) } }),
    '401 invalid_client',
    /^AADSTS700024: Client assertion is not within its valid time range\. Current time: \S+\.\d{7}Z, assertion valid from /,
  ],
  [
    'an assertion before its start',
    () => askWith({ claims: { nbf: inSeconds(400), exp: inSeconds(1000) } }),
    '401 invalid_client',
    /^AADSTS700024: /,
  ],
  [
    'an assertion that lives longer than ten minutes',
    () => askWith({ claims: { exp: inSeconds(3600) } }),
    '401 invalid_client',
    /^AADSTS700024: /,
  ],
  [
    'an assertion without an end',
    () => askWith({ claims: { exp: undefined } }),
    '401 invalid_client',
    /^AADSTS700024: .*expiry time of assertion 1970-01-01T00:00:00\.0000000Z/,
  ],
  [
    'another audience',
    () => askWith({ claims: { aud: 'https://login.microsoftonline.com/common/oauth2/v2.0/token' } }),
    '401 invalid_client',
    /^AADSTS700023: Client assertion audience claim does not match Realm issuer\. Review the documentation at /,
  ],
  [
    'two audiences',
    () => askWith({ claims: { aud: [tenant.tokenEndpoint, tenant.entra.url] } }),
    '401 invalid_client',
    /^AADSTS5002741: .* 2 audience values provided, maximum allowed is 1\./,
  ],
  [
    'another application in the assertion',
    () => askWith({ claims: { iss: tenant.state.tenantId, sub: tenant.state.tenantId } }),
    '401 invalid_client',
    /^AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter\./,
  ],
];

for (const [name, asked, answer, text] of refusals) {
  test(`Entra refuses ${name}`, async () => {
    const { status, body } = await asked();
    const description = String(body.error_description);
    assert.match(description, text);
    const code = Number(/^AADSTS(\d+)/.exec(description)?.[1]);
    assert.deepEqual([`${status} ${body.error}`, body.error_codes], [answer, [code]]);
    assert.ok(
      description.endsWith(
        ` Trace ID: ${body.trace_id} Correlation ID: ${body.correlation_id} Timestamp: ${body.timestamp}`,
      ),
      description,
    );
  });
}

const accepted: [name: string, Assertion | (() => Assertion)][] = [
  ['PS256 with x5t#S256', {}],
  ['RS256 with x5t', () => ({ alg: 'RS256', header: { x5t: base64url(tenant.certificate.thumbprintSha1) } })],
  ['a clock that is four minutes slow', () => ({ claims: { nbf: inSeconds(-840), exp: inSeconds(-240) } })],
  ['a clock that is four minutes fast', () => ({ claims: { nbf: inSeconds(240), exp: inSeconds(840) } })],
];

for (const [name, given] of accepted) {
  test(`Entra takes ${name}`, async () => {
    const { status, body } = await askWith(typeof given === 'function' ? given() : given);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.token_type, 'Bearer');
  });
}

test('a refusal carries the correlation id of the request', async () => {
  const id = randomUUID();
  const { body } = await ask({ scope: 'x' }, `${tenant.tokenEndpoint}?client-request-id=${id}`);
  assert.equal(body.correlation_id, id);
});

test('an unknown tenant is refused at discovery', async () => {
  const response = await fetch(`${tenant.entra.url}/contoso.example/v2.0/.well-known/openid-configuration`);
  const body = (await response.json()) as { error_codes: number[] };
  assert.deepEqual([response.status, body.error_codes], [400, [90002]]);
});
