import type { Answer } from '../serve.ts';
import { type Found, idOf, rsaKeyOperations, validityOf } from './bundles.ts';
import { badParameter, keyDisabled, keyExpired, keyNotYetValid, signNotPermitted } from './refusals.ts';
import { signDigest } from './rsa-signature.ts';

/**
 * `POST /keys/<name>/<version>/sign`: `alg`, and `value`, the SHA-256 digest in base64url. An expired or not yet valid
 * key is refused: learn.microsoft.com/azure/key-vault/keys/about-keys-details.
 */
export function signWithKey(found: Found, text: string): Answer {
  const { entry, version } = found;
  if (!version.enabled) return keyDisabled();
  if (!(entry.keyOperations ?? rsaKeyOperations).includes('sign')) return signNotPermitted();
  const { notBefore, notAfter } = validityOf(version);
  const now = new Date();
  if (now < notBefore) return keyNotYetValid();
  if (now > notAfter) return keyExpired();

  const { alg, value } = readBody(text);
  if (alg !== 'PS256' && alg !== 'RS256') return badParameter(`Invalid value for 'alg': ${alg}`);
  const digest = Buffer.from(String(value ?? ''), 'base64url');
  if (digest.length !== 32) {
    return badParameter(
      `Invalid length of 'value': ${digest.length} bytes. ${alg} requires 32 bytes, encoded with base64url.`,
    );
  }
  return {
    status: 200,
    body: {
      kid: idOf(found, 'keys'),
      value: signDigest(version.certificate.privateKey, alg, digest).toString('base64url'),
    },
  };
}

function readBody(text: string): { alg?: unknown; value?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
