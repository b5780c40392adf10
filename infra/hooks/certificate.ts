import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import type { Az } from './az.ts';

/** Which certificate, and whether the app reads its private key itself. */
interface Wanted {
  vault: string;
  name: string;
  isExportable: boolean;
}

/** Roles that were just assigned count after some minutes. */
const tries = 20;
const pauseMs = 15_000;

/**
 * Makes the certificate where there is none of its name: one more version of it would be one that Entra does not know.
 * `kept`: it was there; `closed`: the vault lets nobody in from here, so that nobody looked. The error says what to do.
 */
export async function ensureCertificate(
  az: Az,
  { vault, name, isExportable }: Wanted,
  wait: (ms: number) => Promise<unknown>,
): Promise<Result<'made' | 'kept' | 'closed', string>> {
  const call = (verb: string, more: readonly string[] = [], cwd?: string) => {
    const args = ['keyvault', 'certificate', verb, '--vault-name', vault, '--name', name, ...more];
    return patiently(() => az([...args, '--output', 'none'], cwd), wait);
  };
  const shown = await call('show');
  if (shown.code === 0) return ok('kept');
  if (isClosed.test(shown.err)) return ok('closed');
  if (!shown.err.includes('CertificateNotFound')) return failed(meaning(shown.err, vault, name));
  const folder = await mkdtemp(path.join(tmpdir(), 'certificate-'));
  try {
    await writeFile(path.join(folder, 'policy.json'), JSON.stringify(policy(isExportable)));
    const created = await call('create', ['--policy', '@policy.json'], folder);
    return created.code === 0 ? ok('made') : failed(meaning(created.err, vault, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Twelve months; a reminder instead of a renewal, since Entra would not know the renewed one. */
const policy = (isExportable: boolean) => ({
  issuerParameters: { name: 'Self' },
  keyProperties: { exportable: isExportable, keyType: 'RSA', keySize: 2048, reuseKey: false },
  lifetimeActions: [{ action: { actionType: 'EmailContacts' }, trigger: { daysBeforeExpiry: 60 } }],
  secretProperties: { contentType: 'application/x-pem-file' },
  x509CertificateProperties: {
    subject: 'CN=SendAsApp',
    keyUsage: ['digitalSignature'],
    validityInMonths: 12,
  },
});

async function patiently(run: () => ReturnType<Az>, wait: (ms: number) => Promise<unknown>): ReturnType<Az> {
  for (let left = tries; ; left -= 1) {
    const ran = await run();
    if (left === 0 || !/ForbiddenByRbac|Caller is not authorized/.test(ran.err)) return ran;
    await wait(pauseMs);
  }
}

const isClosed = /ForbiddenByConnection|ForbiddenByFirewall|Public network access is disabled/;

const meanings: readonly [RegExp, (vault: string, name: string) => string][] = [
  [/az login/, () => 'Nobody is signed in: az login, then azd provision again.'],
  [
    /ForbiddenByRbac|Caller is not authorized/,
    (vault) => `You need the role Key Vault Certificates Officer on ${vault}; it counts after some minutes.`,
  ],
  [
    /deleted but recoverable/,
    (vault, name) =>
      `It was deleted and is still kept: az keyvault certificate recover --vault-name ${vault} --name ${name}`,
  ],
];

function meaning(said: string, vault: string, name: string): string {
  const [, means] = meanings.find(([pattern]) => pattern.test(said)) ?? [];
  return [means?.(vault, name), said.trim()].filter(Boolean).join('\n');
}
