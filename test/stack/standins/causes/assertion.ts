import { type Assertion, inSeconds, makeAssertion } from '../ask-for-token.ts';
import type { Bench, Cause, Changes } from './cause.ts';

/** A good assertion but for what `differs` says. */
export const signed =
  (differs: Assertion | ((bench: Bench) => Assertion)) =>
  async (bench: Bench): Promise<Changes> => ({
    client_assertion: await makeAssertion(
      bench.tenant,
      typeof differs === 'function' ? differs(bench) : differs,
    ),
  });

const refused = { answer: '401 invalid_client' };

/** What an assertion says, its certificate aside. */
export const assertionCauses: Cause[] = [
  {
    ...refused,
    name: 'an assertion that is no JWT',
    sent: () => ({ client_assertion: 'a.b.c' }),
    code: 50027,
    says: /^JWT token is invalid or malformed\./,
    explained: 'assertion-client-mismatch',
  },
  {
    ...refused,
    name: 'an assertion without jti',
    sent: signed({ claims: { jti: undefined } }),
    code: 50027,
    says: /^JWT token is invalid or malformed\./,
    explained: 'assertion-client-mismatch',
  },
  {
    ...refused,
    name: 'no thumbprint',
    sent: signed({ header: {} }),
    code: 50027,
    says: /^Invalid JWT token\. No certificate thumbprint specified in token header\./,
    explained: 'assertion-client-mismatch',
  },
  {
    ...refused,
    name: 'an algorithm that it does not take',
    sent: signed({ alg: 'PS512' }),
    code: 5002738,
    says: /^Invalid JWT token\. 'PS512' is not a supported signature algorithm\./,
    explained: 'assertion-algorithm-refused',
  },
  {
    ...refused,
    name: 'another application in the assertion',
    sent: signed(({ tenant: { state } }) => ({ claims: { iss: state.tenantId, sub: state.tenantId } })),
    code: 700021,
    says: /^Client assertion application identifier doesn't match 'client_id' parameter\./,
    explained: 'assertion-client-mismatch',
  },
  {
    ...refused,
    name: 'a subject that is not the issuer',
    sent: signed(({ tenant: { state } }) => ({ claims: { sub: state.tenantId } })),
    code: 50048,
    says: /^Subject mismatches Issuer claim in the client assertion\./,
    explained: 'assertion-client-mismatch',
  },
  {
    ...refused,
    name: 'another audience',
    sent: signed({ claims: { aud: 'https://login.microsoftonline.com/common/oauth2/v2.0/token' } }),
    code: 700023,
    says: /^Client assertion audience claim does not match Realm issuer\. Review the documentation at /,
    explained: 'assertion-audience-invalid',
  },
  {
    ...refused,
    name: 'two audiences',
    sent: signed(({ tenant }) => ({ claims: { aud: [tenant.tokenEndpoint, tenant.entra.url] } })),
    code: 5002741,
    says: /^Number of audience values .* 2 audience values provided, maximum allowed is 1\./,
    explained: 'assertion-audience-invalid',
  },
  ...(
    [
      ['past its end', { nbf: inSeconds(-1000), exp: inSeconds(-400) }],
      ['before its start', { nbf: inSeconds(400), exp: inSeconds(1000) }],
      ['that lives longer than ten minutes', { exp: inSeconds(3600) }],
    ] as const
  ).map(([which, claims]) => ({
    ...refused,
    name: `an assertion ${which}`,
    sent: signed({ claims }),
    code: 700024,
    says: /^Client assertion is not within its valid time range\. Current time: \S+\.\d{7}Z, assertion valid from /,
    explained: 'assertion-time-invalid',
  })),
  {
    ...refused,
    name: 'an assertion without an end',
    sent: signed({ claims: { exp: undefined } }),
    code: 700024,
    says: /expiry time of assertion 1970-01-01T00:00:00\.0000000Z/,
    explained: 'assertion-time-invalid',
  },
];
