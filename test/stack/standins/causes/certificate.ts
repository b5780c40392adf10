import { X509Certificate } from 'node:crypto';
import type { Application } from '../../../../local/entra/state.ts';
import { base64url } from '../ask-for-token.ts';
import { signed } from './assertion.ts';
import type { Cause } from './cause.ts';

const refused = { answer: '401 invalid_client' };

const revoke =
  (by: 'authority' | 'administrator') =>
  (application: Application): void => {
    const { fingerprint } = new X509Certificate(application.certificates[0] ?? '');
    application.revokedCertificates = { [fingerprint.replaceAll(':', '')]: by };
  };

/** The certificate that an assertion names, and its signature. */
export const certificateCauses: Cause[] = [
  {
    ...refused,
    name: 'a certificate that is not registered',
    sent: signed(({ stranger }) => ({ signedBy: stranger })),
    code: 700027,
    says: /^The certificate with identifier .*\[Reason - The key was not found\., Thumbprint of key used by client: '[0-9A-F]{64}'/,
    explained: 'assertion-key-not-found',
  },
  {
    ...refused,
    name: 'the hex text of a thumbprint instead of its bytes',
    sent: signed(({ tenant: { certificate } }) => ({
      header: { 'x5t#S256': Buffer.from(certificate.thumbprintSha256).toString('base64url') },
    })),
    code: 700027,
    says: /The key was not found\., Thumbprint of key used by client: '[0-9A-F]{128}'/,
    explained: 'assertion-key-not-found',
  },
  {
    ...refused,
    name: 'a strange key under a registered thumbprint',
    sent: signed(({ stranger, tenant: { certificate } }) => ({
      signedBy: stranger,
      header: { 'x5t#S256': base64url(certificate.thumbprintSha256) },
    })),
    code: 700027,
    says: /^Client assertion contains an invalid signature\. \[Reason - The provided signature value did not match/,
    explained: 'assertion-signature-invalid',
  },
  {
    ...refused,
    name: 'another registered key than the thumbprint names',
    sent: signed(({ expired }) => ({ header: { 'x5t#S256': base64url(expired.thumbprintSha256) } })),
    code: 700027,
    says: /The provided signature value did not match/,
    explained: 'assertion-signature-invalid',
  },
  {
    ...refused,
    name: 'an expired certificate',
    sent: signed(({ expired }) => ({ signedBy: expired })),
    code: 700027,
    says: /\[Reason - The key used is expired\., .*Found key 'Start=01\/02\/2024 03:04:05, End=01\/02\/2025 03:04:05'/,
    explained: 'assertion-key-expired',
  },
  {
    ...refused,
    name: 'a certificate before its time',
    sent: signed(({ notYetValid }) => ({ signedBy: notYetValid })),
    code: 1000502,
    says: /^The certificate is outside its validity window\./,
    explained: 'assertion-key-expired',
  },
  {
    ...refused,
    name: 'a certificate that its authority has revoked',
    given: revoke('authority'),
    code: 7000214,
    says: /^Certificate has been revoked\./,
    explained: 'assertion-certificate-revoked',
  },
  {
    ...refused,
    name: 'a certificate that an administrator has revoked',
    given: revoke('administrator'),
    code: 7000277,
    says: /^The certificate was revoked\./,
    explained: 'assertion-certificate-revoked',
  },
];
