import { readFile } from 'node:fs/promises';
import { createCredential } from '../azure/credential.ts';
import type { VersionProperties } from '../azure/usable-version.ts';
import { openVault } from '../azure/vault.ts';
import { readVaultCertificate } from '../azure/vault-certificate.ts';
import { openVaultSecrets } from '../azure/vault-secret.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Settings } from '../settings.ts';
import { type CertificateFacts, certificateFacts } from './certificate-facts.ts';
import { unopened } from './certificate-file.ts';
import { noPair, readKeyMaterial, unreadable } from './key-material.ts';

/** The certificate that the app would sign with now, and how it stands where it is kept. */
export interface InspectedCertificate extends CertificateFacts {
  /** Where it is kept in a vault. */
  vault?: {
    version: string;
    newest: VersionProperties;
    exportable: boolean | undefined;
    versions: readonly VersionProperties[] | undefined;
    /** Whether the app's identity could read the private key. */
    keyReadable: boolean;
  };
}

type Kept<Source> = Extract<Settings['certificate'], { source: Source }>;

/** In a vault that signs: how it stands there, and which version signs. */
export async function inspectInVault(
  certificate: Kept<'vault-sign'>,
  identity: Settings['identity'],
  now: () => Date,
): Promise<Result<InspectedCertificate, Fault>> {
  const credential = createCredential(identity);
  const state = await readVaultCertificate(certificate, credential);
  if (!state.ok) return state;
  const used = await openVault(certificate, credential, now).readCertificate(certificate.name, new Set());
  if (!used.ok) return used;
  if (!used.value) throw new Error('asked without refused versions, the vault gives its newest');
  const { version, cer } = used.value;
  // A key that is not exportable is not in the secret, so nothing has to be tried.
  const keyReadable =
    state.value.exportable !== false &&
    (await openVaultSecrets(certificate, credential, now)(certificate.name, new Set())).ok;
  return ok({ ...certificateFacts(cer), vault: { version, ...state.value, keyReadable } });
}

/** In a vault that gives the key away: what is in the secret. */
export async function inspectSecret(
  certificate: Kept<'vault-secret'>,
  identity: Settings['identity'],
  now: () => Date,
): Promise<Result<InspectedCertificate, Fault>> {
  const secret = await openVaultSecrets(
    certificate,
    createCredential(identity),
    now,
  )(certificate.name, new Set());
  if (!secret.ok) return secret;
  if (!secret.value) throw new Error('asked without refused versions, the vault gives its newest');
  return inspectBytes(secret.value.bytes, undefined, 'The secret of the certificate');
}

/** In a file. */
export async function inspectFile({
  path,
  password,
}: Kept<'file'>): Promise<Result<InspectedCertificate, Fault>> {
  try {
    return await inspectBytes(await readFile(path), password, 'The file');
  } catch (error) {
    return unopened(error);
  }
}

async function inspectBytes(
  bytes: Buffer,
  password: string | undefined,
  holder: string,
): Promise<Result<InspectedCertificate, Fault>> {
  const read = await readKeyMaterial(bytes, password);
  if (!read.ok) return unreadable(`${holder} ${read.error}.`);
  const { key, certificates } = read.value;
  const own = key ? certificates.find((one) => one.checkPrivateKey(key)) : certificates[0];
  return own ? ok(certificateFacts(own.raw)) : noPair(holder);
}
