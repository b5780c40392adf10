import { readFile } from 'node:fs/promises';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { CertificateSource } from './certificate.ts';
import { openCertificate } from './key-material.ts';

const holder = {
  name: 'The file',
  keyless: { code: 'certificate-key-missing', said: 'holds no private key' },
} as const;

/**
 * A PEM or PKCS#12 (.pfx) file with a certificate and its RSA key, read anew each time; `password` opens an encrypted
 * one.
 */
export function certificateFile(
  { path, password }: { path: string; password: string | undefined },
  now: () => Date,
): CertificateSource {
  return async (refused) => {
    try {
      const opened = await openCertificate(holder, await readFile(path), password, now());
      if (!opened.ok) return opened;
      const version = opened.value.thumbprint;
      return ok(refused.has(version) ? undefined : { version, ...opened.value });
    } catch (error) {
      return unopened(error);
    }
  };
}

/** The fault of a file that cannot be read. The code only: the message quotes the path, which may be a misplaced secret. */
export function unopened(error: unknown): Result<never, Fault> {
  const code = (error as { code?: string }).code ?? 'unknown error';
  return failed({
    at: 'certificate',
    code: 'certificate-file-missing',
    said: `The file of MAIL_CERTIFICATE_FILE cannot be opened: ${code}.`,
  });
}
