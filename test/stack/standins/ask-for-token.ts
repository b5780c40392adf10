import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { MailCertificate } from '../../../local/certificates.ts';
import type { Tenant } from './tenant.ts';

/** How an assertion differs from a good one. */
export interface Assertion {
  signedBy?: MailCertificate;
  alg?: string;
  header?: Record<string, string>;
  claims?: Record<string, unknown>;
}

export const base64url = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');

export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export function makeAssertion(
  { application: { clientId }, certificate, tokenEndpoint }: Tenant,
  { signedBy = certificate, alg = 'PS256', header, claims }: Assertion = {},
): Promise<string> {
  const good = {
    aud: tokenEndpoint,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: inSeconds(0),
    exp: inSeconds(600),
  };
  const thumbprint = header ?? { 'x5t#S256': base64url(signedBy.thumbprintSha256) };
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg, typ: 'JWT', ...thumbprint })
    .sign(signedBy.privateKey);
}

/** Sends a good token request with these changes; an undefined parameter is left out. */
export async function askForToken(
  tenant: Tenant,
  changes: Record<string, string | undefined> = {},
  endpoint = tenant.tokenEndpoint,
) {
  const parameters = {
    grant_type: 'client_credentials',
    client_id: tenant.application.clientId,
    scope: 'https://outlook.office365.com/.default',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await makeAssertion(tenant),
    ...changes,
  };
  const sent = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const response = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(sent) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
