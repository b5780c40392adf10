import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';

/** A certificate that Entra knows, with a way to sign as its owner wherever the private key is. */
export interface Signer {
  /** SHA-256 over the DER bytes, base64url: the `x5t#S256` of a client assertion. */
  thumbprint: string;
  /** PS256 over a JWT's signing input: `header.claims`. */
  sign(signingInput: string): Promise<Result<Uint8Array, Fault>>;
}

/** One version of the certificate that a source holds. */
export interface SigningCertificate extends Signer {
  /** What the source knows it by. */
  version: string;
  /** The certificate itself, which is public, in DER form. */
  der: Uint8Array;
}

/**
 * Where the certificate comes from: the newest that can be used now, read anew each time, so that a renewed one is found.
 * Versions that Entra or the vault refused are left out; undefined where there is no other.
 */
export type CertificateSource = (
  refused: ReadonlySet<string>,
) => Promise<Result<SigningCertificate | undefined, Fault>>;
