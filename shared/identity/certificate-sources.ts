import { createCredential } from '../azure/credential.ts';
import { openVault } from '../azure/vault.ts';
import { openVaultSecrets } from '../azure/vault-secret.ts';
import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import type { Settings } from '../settings.ts';
import type { CertificateSource } from './certificate.ts';
import { certificateFile } from './certificate-file.ts';
import {
  type InspectedCertificate,
  inspectFile,
  inspectInVault,
  inspectSecret,
} from './inspect-certificate.ts';
import { vaultSecret } from './vault-secret.ts';
import { vaultSign } from './vault-sign.ts';

/** The settings of a certificate that is kept somewhere; a federated identity has none. */
export type KeptCertificate = Exclude<Settings['certificate'], { source: 'federated' }>;

/** How a source is read: to sign, and to be looked at as the sender reads it. */
interface Reads<Kept extends KeptCertificate> {
  open(certificate: Kept, identity: Settings['identity'], now: () => Date): CertificateSource;
  inspect(
    certificate: Kept,
    identity: Settings['identity'],
    now: () => Date,
  ): Promise<Result<InspectedCertificate, Fault>>;
}

/** One row a source, by its name in the settings. */
const sources: { [Name in KeptCertificate['source']]: Reads<Extract<KeptCertificate, { source: Name }>> } = {
  'vault-sign': {
    open: (certificate, identity, now) =>
      vaultSign(openVault(certificate, createCredential(identity), now), certificate.name),
    inspect: inspectInVault,
  },
  'vault-secret': {
    open: (certificate, identity, now) =>
      vaultSecret(openVaultSecrets(certificate, createCredential(identity), now), certificate.name, now),
    inspect: inspectSecret,
  },
  file: {
    open: (certificate, _identity, now) => certificateFile(certificate, now),
    inspect: inspectFile,
  },
};

/** The row of these settings, which takes them whatever their source is. */
const rowOf = ({ source }: KeptCertificate) => sources[source] as Reads<KeptCertificate>;

/** The certificate, from wherever the settings say. */
export const certificateSource = (
  certificate: KeptCertificate,
  identity: Settings['identity'],
): CertificateSource => rowOf(certificate).open(certificate, identity, () => new Date());

/** Looks at the certificate as the sender reads it. A private key that comes along is dropped at once. */
export const inspectCertificate = (
  certificate: KeptCertificate,
  identity: Settings['identity'],
  now: () => Date,
): Promise<Result<InspectedCertificate, Fault>> => rowOf(certificate).inspect(certificate, identity, now);
