import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { asn1, pkcs12 } from 'node-forge';
import { failed, ok, type Result } from '../failures/result.ts';
import type { KeyMaterial } from './pem.ts';

type Forge = typeof import('node-forge');

/** What every PKCS#12 file begins with, and no text that could be meant as PEM. */
const DER_SEQUENCE = 0x30;

/**
 * Reads PKCS#12 bytes (.pfx, .p12) with AES, 3DES or RC2; the error is the end of a sentence. node:crypto uses such files
 * for TLS only, so node-forge opens them; it is loaded at the first one.
 */
export async function readPkcs12(
  bytes: Buffer,
  password: string | undefined,
): Promise<Result<KeyMaterial, string>> {
  if (bytes[0] !== DER_SEQUENCE) return failed('is neither PEM nor PKCS#12 (.pfx, .p12)');
  const alone = certificateAlone(bytes);
  if (alone) return ok({ key: undefined, certificates: [alone] });
  const { default: forge } = await import('node-forge');
  // node-forge takes the blank password as two bytes of zero, and null as none: files exist with either.
  for (const candidate of password ? [password] : ['', null]) {
    try {
      return ok(read(forge, bytes, candidate));
    } catch {
      // The next one. What was thrown may quote the content.
    }
  }
  return failed('cannot be opened: it is damaged, or MAIL_CERTIFICATE_PASSWORD is not its password');
}

/** A certificate in DER, which a .cer file with another name is. */
function certificateAlone(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

/** @throws whatever node-forge or node:crypto throw at a wrong password or damaged content. */
function read(forge: Forge, bytes: Buffer, password: string | null): KeyMaterial {
  // Decoded anew for each password: an attempt changes what it was given.
  const file = forge.asn1.fromDer(bytes.toString('binary'));
  const { safeContents } = forge.pkcs12.pkcs12FromAsn1(file, true, password as string);
  const bags = safeContents.flatMap(({ safeBags }) => safeBags);
  const { keyBag, pkcs8ShroudedKeyBag, certBag } = forge.pki.oids;
  const key = bags.find(({ type }) => type === keyBag || type === pkcs8ShroudedKeyBag);
  return {
    key: key && readKey(forge, key),
    certificates: bags
      .filter(({ type }) => type === certBag)
      .map((bag) => new X509Certificate(derOf(forge, certificateOf(forge, bag)))),
  };
}

/** node-forge knows RSA keys only and leaves others as they are, in PKCS#8. */
const readKey = (forge: Forge, bag: pkcs12.Bag) =>
  bag.key
    ? createPrivateKey({ key: forge.pki.privateKeyToPem(bag.key) })
    : createPrivateKey({ key: derOf(forge, bag.asn1), format: 'der', type: 'pkcs8' });

/**
 * The certificate as it was signed, for its thumbprint. node-forge would write the parameters of the signature's
 * algorithm in its own way; they are those of the signed part (RFC 5280 §4.1.1.2).
 */
function certificateOf(forge: Forge, { cert, asn1: unread }: pkcs12.Bag): asn1.Asn1 {
  const { Class, Type, create } = forge.asn1;
  const signed = (cert as { tbsCertificate?: asn1.Asn1 } | undefined)?.tbsCertificate;
  if (!cert || !signed) return unread;
  const [first, second, third] = signed.value as asn1.Asn1[];
  // Version 1 leaves its number out.
  const algorithm = first?.tagClass === Class.CONTEXT_SPECIFIC ? third : second;
  const signature = create(Class.UNIVERSAL, Type.BITSTRING, false, `\0${cert.signature}`);
  return create(Class.UNIVERSAL, Type.SEQUENCE, true, [signed, algorithm as asn1.Asn1, signature]);
}

const derOf = (forge: Forge, value: asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary');
