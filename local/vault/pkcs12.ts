import type { KeyObject } from 'node:crypto';
import forge from 'node-forge';

export interface Pkcs12Parts {
  algorithm: 'aes256' | '3des';
  /** Null is the blank password of no bytes. */
  password: string | null;
  /** Further certificates (PEM), put before the own one. */
  chain?: string[];
}

/** The certificate, with its key where that is given, as PKCS#12 bytes. */
export function makePkcs12(
  { privateKey, cert }: { privateKey: KeyObject | undefined; cert: string },
  { algorithm, password, chain = [] }: Pkcs12Parts,
): Buffer {
  const pem = privateKey?.export({ type: 'pkcs8', format: 'pem' });
  // Its types do not know that the key may be left out.
  const key = (pem ? forge.pki.privateKeyFromPem(String(pem)) : null) as forge.pki.rsa.PrivateKey;
  const certificates = [...chain, cert].map((one) => forge.pki.certificateFromPem(one));
  const pfx = forge.pkcs12.toPkcs12Asn1(key, certificates, password, { algorithm });
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary');
}
