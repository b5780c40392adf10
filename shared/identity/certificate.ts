import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';

/** A certificate that Entra knows, with a way to sign as its owner wherever the private key is. */
export interface SigningCertificate {
  /** SHA-256 over the DER bytes, base64url: the `x5t#S256` of a client assertion. */
  thumbprint: string;
  /** PS256 over a JWT's signing input: `header.claims`. */
  sign(signingInput: string): Promise<Result<Uint8Array, Fault>>;
}

/** Where the certificate comes from; asked anew for each assertion, so that a renewed one is found. */
export type CertificateSource = () => Promise<Result<SigningCertificate, Fault>>;
