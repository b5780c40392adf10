import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { faultFromAzure } from '../../../shared/azure/fault-from-azure.ts';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { type Assertion, askForToken, base64url, inSeconds, makeAssertion } from './ask-for-token.ts';
import { askThroughSdk } from './ask-through-sdk.ts';
import { causes } from './causes/all.ts';
import { startBench } from './causes/bench.ts';
import type { Changes } from './causes/cause.ts';

let bench: Awaited<ReturnType<typeof startBench>>;

before(async () => {
  bench = await startBench();
});
beforeEach(() => bench.reset());
after(() => bench.tenant.entra.stop());

const endpoint = (tenant = bench.tenant.state.tenantId) =>
  `${bench.tenant.entra.url}/${tenant}/oauth2/v2.0/token`;

/** How the app gets to know the refusal. */
async function faultThroughSdk(changes: Changes, tenantId: string | undefined): Promise<Fault> {
  try {
    await askThroughSdk(bench.tenant, changes, { ...(tenantId && { tenantId }) });
  } catch (error) {
    return faultFromAzure('token', error);
  }
  throw new Error('the SDK got a token');
}

for (const cause of causes) {
  test(`Entra refuses ${cause.name}`, async () => {
    const { application, state } = bench.tenant;
    cause.given?.(application, state);
    const changes = (await cause.sent?.(bench)) ?? {};

    const { status, body } = await askForToken(bench.tenant, changes, endpoint(cause.tenant));
    const description = String(body.error_description);
    const start = `AADSTS${cause.code}: `;
    assert.deepEqual(
      [body.error_codes, `${status} ${body.error}`, description.slice(0, start.length)],
      [[cause.code], cause.answer, start],
    );
    const end = ` Trace ID: ${body.trace_id} Correlation ID: ${body.correlation_id} Timestamp: ${body.timestamp}`;
    assert.ok(description.endsWith(end), description);
    assert.match(description.slice(start.length, -end.length), cause.says);

    const fault = cause.withoutSdk
      ? ({ at: 'token', said: description } as const)
      : await faultThroughSdk(changes, cause.tenant);
    assert.match(fault.said, new RegExp(`AADSTS${cause.code}\\b`));
    assert.equal(explain(fault).id, cause.explained);
  });
}

const accepted: [name: string, Assertion | (() => Assertion)][] = [
  ['PS256 with x5t#S256', {}],
  [
    'RS256 with x5t',
    () => ({ alg: 'RS256', header: { x5t: base64url(bench.tenant.certificate.thumbprintSha1) } }),
  ],
  ['a clock that is four minutes slow', () => ({ claims: { nbf: inSeconds(-840), exp: inSeconds(-240) } })],
  ['a clock that is four minutes fast', () => ({ claims: { nbf: inSeconds(240), exp: inSeconds(840) } })],
];

for (const [name, given] of accepted) {
  test(`Entra takes ${name}`, async () => {
    const client_assertion = await makeAssertion(bench.tenant, typeof given === 'function' ? given() : given);
    const { status, body } = await askForToken(bench.tenant, { client_assertion });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.token_type, 'Bearer');
  });
}

test('an address that Conditional Access allows gets a token', async () => {
  bench.tenant.state.policies = { allowedAddresses: ['127.0.0.1'] };
  assert.equal((await askForToken(bench.tenant)).status, 200);
});

test('a role is enough where Exchange Online wants an assignment', async () => {
  bench.tenant.state.exchangeOnline = 'assignment required';
  assert.equal((await askForToken(bench.tenant)).status, 200);
});

test('without Exchange Online other resources still get a token', async () => {
  bench.tenant.state.exchangeOnline = 'absent';
  assert.equal((await askForToken(bench.tenant, { scope: 'https://vault.azure.net/.default' })).status, 200);
});

test('a refusal carries the correlation id of the request', async () => {
  const id = randomUUID();
  const { body } = await askForToken(bench.tenant, { scope: 'x' }, `${endpoint()}?client-request-id=${id}`);
  assert.equal(body.correlation_id, id);
});

const discoveries: [tenant: string, status: number, body: object][] = [
  ['contoso.example', 400, { error: 'invalid_tenant', error_codes: [90002] }],
  ['contoso', 400, { error: 'invalid_request', error_codes: [900023] }],
  ['common', 200, {}],
];

for (const [tenant, status, body] of discoveries) {
  test(`what discovery says of the tenant ${tenant}`, async () => {
    const response = await fetch(`${bench.tenant.entra.url}/${tenant}/v2.0/.well-known/openid-configuration`);
    assert.equal(response.status, status);
    assert.partialDeepStrictEqual(await response.json(), body);
  });
}
