import { constants, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { CertificateSource } from './certificate.ts';
import { thumbprintOf } from './thumbprint.ts';

/** A PEM file with a certificate and its RSA key, read anew each time; `password` opens an encrypted key. */
export function certificateFile(
  { path, password }: { path: string; password: string | undefined },
  now: () => Date,
): CertificateSource {
  return async () => {
    const pem = await readPem(path);
    if (!pem.ok) return pem;
    const key = readKey(pem.value, password);
    if (!key.ok) return key;
    const certificate = readCertificates(pem.value).find((one) => one.checkPrivateKey(key.value));
    if (!certificate) return unreadable('The file holds no certificate that belongs to its private key.');
    const { validFromDate: from, validToDate: to } = certificate;
    if (now() < from || now() > to) {
      return failed({
        at: 'certificate',
        code: 'certificate-expired',
        said: `The certificate in the file was valid from ${day(from)} to ${day(to)}.`,
      });
    }
    return ok({
      thumbprint: thumbprintOf(certificate.raw),
      sign: async (signingInput) => ok(signPs256(key.value, signingInput)),
    });
  };
}

async function readPem(path: string): Promise<Result<string, Fault>> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    return unreadable(`The file of MAIL_CERTIFICATE_FILE cannot be opened: ${codeOf(error)}.`);
  }
}

function readKey(pem: string, password: string | undefined): Result<KeyObject, Fault> {
  try {
    const key = createPrivateKey({ key: pem, ...(password !== undefined && { passphrase: password }) });
    return key.asymmetricKeyType === 'rsa'
      ? ok(key)
      : unreadable('The private key in the file is not an RSA key, which PS256 needs.');
  } catch (error) {
    if (!pem.includes('PRIVATE KEY-----')) return unreadable('The file holds no private key.');
    return unreadable(
      `The private key in the file cannot be read, or MAIL_CERTIFICATE_PASSWORD is not its password: ${codeOf(error)}.`,
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

/** RSASSA-PSS with SHA-256 and a salt as long as the hash: RFC 7518 §3.5. */
const signPs256 = (key: KeyObject, signingInput: string): Uint8Array =>
  sign('sha256', Buffer.from(signingInput), {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });

const unreadable = (said: string): Result<never, Fault> =>
  failed({ at: 'certificate', code: 'certificate-unreadable', said });

/** The code only: the message of an error may quote the path, which may be a secret in the wrong field. */
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? 'unknown error';

const day = (date: Date): string => date.toISOString().slice(0, 10);
