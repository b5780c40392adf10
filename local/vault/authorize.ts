import { decodeJwt } from 'jose';
import type { Claims } from '../entra/tokens.ts';
import {
  audience,
  audienceInvalid,
  issuerInvalid,
  tokenExpired,
  tokenInvalid,
  tokenMissing,
} from './refusals.ts';

/** Checks a token's signature, time and audience; undefined when it does not pass. */
export type VerifyToken = (token: string, audience: string) => Promise<Claims | undefined>;

/** Who calls, from the `Authorization` header, or the words in which the vault sends him away with 401. */
export async function authorize(
  header: string | undefined,
  tenantId: string,
  verify: VerifyToken,
): Promise<Claims | string> {
  const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
  if (!token) return tokenMissing;
  const claims = await verify(token, audience);
  return claims?.tid === tenantId ? claims : whyRefused(token, tenantId);
}

/** Reads the refused token for the words only; nothing here lets a caller in. */
function whyRefused(token: string, tenantId: string): string {
  try {
    const { aud, iss, exp = 0 } = decodeJwt(token);
    if (aud !== audience) return audienceInvalid(String(aud));
    if (iss !== `https://sts.windows.net/${tenantId}/`) return issuerInvalid(tenantId, String(iss));
    return exp * 1000 <= Date.now() ? tokenExpired : tokenInvalid;
  } catch {
    return tokenInvalid;
  }
}
