import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Signer } from './certificate.ts';

/** Entra takes assertions that live 5 to 10 minutes. */
export const ASSERTION_LIFETIME_SECONDS = 600;

export interface AssertionRequest {
  clientId: string;
  /** The one `aud`: the token endpoint of this tenant and cloud. A second value gives AADSTS5002741. */
  tokenEndpoint: string;
  now: Date;
  /** `jti`: a fresh GUID for each assertion. */
  id: string;
}

/**
 * A signed client assertion (JWT, PS256, `x5t#S256`) as Entra's certificate credentials want it:
 * learn.microsoft.com/entra/identity-platform/certificate-credentials.
 */
export async function createAssertion(
  certificate: Signer,
  { clientId, tokenEndpoint, now, id }: AssertionRequest,
): Promise<Result<string, Fault>> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.thumbprint };
  const claims = {
    aud: tokenEndpoint,
    iss: clientId,
    sub: clientId,
    jti: id,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + ASSERTION_LIFETIME_SECONDS,
  };
  const signingInput = `${base64url(header)}.${base64url(claims)}`;
  const signature = await certificate.sign(signingInput);
  if (!signature.ok) return signature;
  return ok(`${signingInput}.${Buffer.from(signature.value).toString('base64url')}`);
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
