// First: @peculiar/x509 needs it to load.
import 'reflect-metadata';
import { createHash, KeyObject, type webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { ServerTls } from './running.ts';

const day = 24 * 60 * 60 * 1000;
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

/** A certificate authority of our own; who trusts `cert` (PEM, `NODE_EXTRA_CA_CERTS`) trusts the stand-ins. */
export interface Authority {
  cert: string;
  /** A new key and certificate for `localhost` and `127.0.0.1`. */
  issueServerTls(): Promise<ServerTls>;
}

/** Makes an authority with an EC key: a few milliseconds, valid for a year. */
export async function makeAuthority(): Promise<Authority> {
  const keys = await newKeys(ecdsa);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=SendAsApp local authority',
    keys,
    signingAlgorithm: ecdsa,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    cert: authority.toString('pem'),
    async issueServerTls() {
      const serverKeys = await newKeys(ecdsa);
      const certificate = await x509.X509CertificateGenerator.create({
        subject: 'CN=localhost',
        issuer: authority.subject,
        publicKey: serverKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ecdsa,
        ...validity(),
        extensions: [
          new x509.SubjectAlternativeNameExtension([
            { type: 'dns', value: 'localhost' },
            { type: 'ip', value: '127.0.0.1' },
          ]),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      const key = KeyObject.from(serverKeys.privateKey).export({ type: 'pkcs8', format: 'pem' });
      return { key: key.toString(), cert: certificate.toString('pem') };
    },
  };
}

/** What an administrator makes for the mail application: the public part for Entra, the key for the vault. */
export interface MailCertificate {
  /** PEM, and the same bytes as DER. */
  cert: string;
  der: Buffer;
  privateKey: KeyObject;
  /** Upper-case hex over the DER bytes, as the Entra portal shows them. */
  thumbprintSha1: string;
  thumbprintSha256: string;
}

/** Makes a self-signed RSA 2048 certificate (about 40 ms); without dates it is valid from yesterday for a year. */
export async function makeMailCertificate(options: {
  name: string;
  notBefore?: Date;
  notAfter?: Date;
}): Promise<MailCertificate> {
  const keys = await newKeys(rsa);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [options.name] }],
    keys,
    signingAlgorithm: rsa,
    ...validity(options),
    extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
  });
  const der = Buffer.from(certificate.rawData);
  return {
    cert: certificate.toString('pem'),
    der,
    privateKey: KeyObject.from(keys.privateKey),
    thumbprintSha1: thumbprint(der, 'sha1'),
    thumbprintSha256: thumbprint(der, 'sha256'),
  };
}

const thumbprint = (der: Buffer, hash: 'sha1' | 'sha256'): string =>
  createHash(hash).update(der).digest('hex').toUpperCase();

const newKeys = (algorithm: typeof ecdsa | typeof rsa): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;

const validity = ({ notBefore, notAfter }: { notBefore?: Date; notAfter?: Date } = {}) => ({
  notBefore: notBefore ?? new Date(Date.now() - day),
  notAfter: notAfter ?? new Date(Date.now() + 365 * day),
});
