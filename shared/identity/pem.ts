import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { failed, ok, type Result } from '../failures/result.ts';

/** A private key, where there is one, with the certificates beside it: its own and perhaps a chain, in any order. */
export interface KeyMaterial {
  key: KeyObject | undefined;
  certificates: X509Certificate[];
}

/** Reads a PEM text; the error is the end of a sentence. `password` opens an encrypted key. */
export function readPem(pem: string, password: string | undefined): Result<KeyMaterial, string> {
  const certificates = readCertificates(pem);
  if (!pem.includes('PRIVATE KEY-----')) return ok({ key: undefined, certificates });
  try {
    const key = createPrivateKey({ key: pem, ...(password !== undefined && { passphrase: password }) });
    return ok({ key, certificates });
  } catch (error) {
    // The code only: the message may quote what is in the file.
    const code = (error as { code?: string }).code ?? 'unknown error';
    return failed(
      `has a private key that cannot be read, or MAIL_CERTIFICATE_PASSWORD is not its password: ${code}`,
    );
  }
}

/** All certificates of a PEM text; those that are damaged are left out. */
function readCertificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}
