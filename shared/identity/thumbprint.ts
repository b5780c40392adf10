import { createHash } from 'node:crypto';

/** The `x5t#S256` of a certificate in DER form: SHA-256, base64url (RFC 7515 §4.1.8). */
export const thumbprintOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64url');
