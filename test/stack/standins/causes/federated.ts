import { SignJWT } from 'jose';
import type { Application, EntraState } from '../../../../local/entra/state.ts';
import { inSeconds } from '../ask-for-token.ts';
import type { Bench, Cause, Changes } from './cause.ts';

const audience = 'api://AzureADTokenExchange';
const identity = '7a2f4c18-9d3e-4f60-8b15-c6e0a97d2b34';

const issuerOf = ({ tenantId }: EntraState): string => `https://login.microsoftonline.com/${tenantId}/v2.0`;

/** Makes the application trust the managed identity `identity`, or what `changes` make of it. */
export const trusting =
  (changes: { issuer?: string; subject?: string; audience?: string } = {}) =>
  (application: Application, state: EntraState): void => {
    application.federatedCredentials = [{ issuer: issuerOf(state), subject: identity, audience, ...changes }];
  };

/** The managed identity's own token, as the platform hands it out. */
export const identityToken =
  (changes: { aud?: string; oid?: string; exp?: number } = {}) =>
  async ({ tenant }: Bench): Promise<Changes> => ({
    client_assertion: await tenant.entra.issue({
      aud: audience,
      appid: 'the-identity',
      oid: identity,
      ...changes,
    }),
  });

const refused = {
  answer: '401 invalid_client',
  given: trusting(),
  sent: identityToken(),
  explained: 'federated-credential-mismatch',
};

/** A managed identity's token instead of a certificate. */
export const federatedCauses: Cause[] = [
  {
    ...refused,
    name: 'an identity where none is trusted',
    given: () => undefined,
    code: 70025,
    says: /^The client '6f1d7a4e-.*'\(SendAsApp\) has no configured federated identity credentials\./,
    explained: 'federated-credential-missing',
  },
  {
    ...refused,
    name: 'a token of another issuer',
    sent: identityToken({ aud: 'https://vault.azure.net' }),
    explained: 'federated-issuer-mismatch',
    code: 700211,
    says: /^No matching federated identity record found for presented assertion issuer 'https:\/\/sts\.windows\.net\//,
  },
  {
    ...refused,
    name: 'another audience than the one that is trusted',
    given: trusting({ audience: 'api://x' }),
    explained: 'federated-audience-mismatch',
    code: 700212,
    says: /^No matching .* assertion audience 'api:\/\/AzureADTokenExchange'\./,
  },
  {
    ...refused,
    name: 'another identity',
    sent: identityToken({ oid: 'a-stranger' }),
    code: 700213,
    says: /^No matching .* assertion subject 'a-stranger'\. Check your federated identity credential/,
  },
  {
    ...refused,
    name: 'an identity that is trusted in capital letters',
    given: trusting({ subject: identity.toUpperCase() }),
    code: 7002138,
    says: /^No matching .* The subject matches with case-insensitive comparison, but not with case-sensitive comparison\./,
    explained: 'federated-subject-case',
  },
  {
    ...refused,
    name: "an identity's token that has expired",
    sent: identityToken({ exp: inSeconds(-1) }),
    code: 700024,
    says: /^Client assertion is not within its valid time range\./,
    explained: 'assertion-time-invalid',
  },
  {
    ...refused,
    name: "an identity's token that somebody else signed",
    sent: async ({ tenant: { state, certificate } }) => ({
      client_assertion: await new SignJWT({
        iss: issuerOf(state),
        sub: identity,
        aud: audience,
        uti: 'x',
        exp: inSeconds(60),
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .sign(certificate.privateKey),
    }),
    code: 7000274,
    says: /^Client assertion contains an invalid signature\./,
    explained: 'assertion-signature-invalid',
  },
];
