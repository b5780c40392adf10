import type { Answer } from '../serve.ts';

/** HTTP status by code; what is refused with 403 has its own code inside `Forbidden`. */
const statuses: Record<string, number> = {
  BadParameter: 400,
  Unauthorized: 401,
  AccessDenied: 403,
  ForbiddenByConnection: 403,
  ForbiddenByFirewall: 403,
  ForbiddenByRbac: 403,
  KeyOperationForbidden: 403,
  SecretDisabled: 403,
  CertificateNotFound: 404,
  Throttled: 429,
  ServiceUnavailable: 503,
};

/**
 * Key Vault's answer with these words, the code first (`ForbiddenByRbac Caller is not …`); undefined where that is no
 * code of an answer to a read or a signature. What `(HTTP 503)` begins is the app's own and not repeated.
 */
export function vaultAnswer(said: string): Answer | undefined {
  const [, name = '', message = ''] = /^(\w+) (.*?)(?:\(HTTP \d{3}\).*)?$/s.exec(said) ?? [];
  const status = statuses[name];
  if (!status) return undefined;
  const error =
    status === 403 ? { code: 'Forbidden', message, innererror: { code: name } } : { code: name, message };
  return {
    status,
    body: { error },
    ...((status === 429 || status === 503) && { headers: { 'retry-after': '1' } }),
  };
}

/** What the app asks for when it hears these words. */
export function askedOf(said: string): 'certificate' | 'secret' | 'signature' {
  if (/\bsign\b/.test(said)) return 'signature';
  return /\bsecrets?\b/.test(said) ? 'secret' : 'certificate';
}
