import { createHash, X509Certificate } from 'node:crypto';
import { thumbprintOf } from './thumbprint.ts';

/** What a certificate says of itself, with its thumbprints as they stand in the portals. */
export interface CertificateFacts {
  subject: string;
  validFrom: Date;
  validTo: Date;
  /** `rsa`, or what it is instead. */
  keyType: string;
  keyBits: number | undefined;
  /** SHA-1 in hexadecimal digits: "Thumbprint" of Entra and Key Vault. */
  sha1: string;
  /** SHA-256 in hexadecimal digits. */
  sha256: string;
  /** SHA-256 in base64url: what an assertion carries as `x5t#S256`. */
  x5tS256: string;
}

/** @throws where the bytes are no certificate in DER form. */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(der);
  const { publicKey, subject, validFromDate, validToDate } = certificate;
  return {
    subject: subject.replaceAll('\n', ', '),
    validFrom: validFromDate,
    validTo: validToDate,
    keyType: publicKey.asymmetricKeyType ?? 'unknown',
    keyBits: publicKey.asymmetricKeyDetails?.modulusLength,
    sha1: hex('sha1', der),
    sha256: hex('sha256', der),
    x5tS256: thumbprintOf(der),
  };
}

const hex = (hash: string, der: Uint8Array): string =>
  createHash(hash).update(der).digest('hex').toUpperCase();
