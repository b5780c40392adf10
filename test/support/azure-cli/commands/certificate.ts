import { X509Certificate } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SecretType, VaultCertificateVersion } from '../../../../local/vault/state.ts';
import type { Command, Given } from '../command.ts';
import { AzFailure } from '../failure.ts';
import {
  currentVersion,
  issueVersion,
  type Policy,
  requireVault,
  vaultCertificate,
} from '../vault-certificates.ts';
import type { AzureWorld } from '../world.ts';

const defaultPolicy = {
  issuerParameters: { certificateTransparency: null, name: 'Self' },
  keyProperties: { curve: null, exportable: true, keySize: 2048, keyType: 'RSA', reuseKey: true },
  lifetimeActions: [{ action: { actionType: 'AutoRenew' }, trigger: { daysBeforeExpiry: 90 } }],
  secretProperties: { contentType: 'application/x-pkcs12' },
  x509CertificateProperties: {
    keyUsage: [
      'cRLSign',
      'dataEncipherment',
      'digitalSignature',
      'keyEncipherment',
      'keyAgreement',
      'keyCertSign',
    ],
    subject: 'CN=CLIGetDefaultPolicy',
    validityInMonths: 12,
  },
};

const names = '--vault-name! --name,-n!';

/** The certificates in the vault. */
export const certificate: Readonly<Record<string, Command>> = {
  'keyvault certificate get-default-policy': { options: '--scaffold?', run: () => defaultPolicy },
  'keyvault certificate create': {
    options: `${names} --policy,-p! --validity --disabled?`,
    async run(given, world) {
      const policy = readPolicy(given.must('policy'));
      const name = given.must('name');
      const made = await issueVersion(world, given.must('vault-name'), name, policy);
      if (given.has('disabled')) made.enabled = false;
      return { id: `${urlOf(given)}/pending`, status: 'completed', target: urlOf(given) };
    },
  },
  'keyvault certificate show': {
    options: `${names} --version,-v`,
    run(given, world) {
      const name = given.must('name');
      const { exportable, secretType, keyOperations } = vaultCertificate(
        world,
        given.must('vault-name'),
        name,
      );
      const version = find(given, world);
      return {
        ...item(given, version),
        cer: version.certificate.der.toString('base64'),
        policy: {
          issuerParameters: { name: 'Self' },
          keyProperties: { curve: null, exportable, keySize: 2048, keyType: 'RSA', reuseKey: false },
          secretProperties: { contentType: secretType ?? 'application/x-pkcs12' },
          x509CertificateProperties: {
            keyUsage: [
              !keyOperations || keyOperations.includes('sign') ? 'digitalSignature' : 'keyEncipherment',
            ],
            subject: `CN=${name}`,
            validityInMonths: 12,
          },
        },
        x509ThumbprintHex: version.certificate.thumbprintSha1,
      };
    },
  },
  'keyvault certificate list': {
    options: '--vault-name! --include-pending',
    run(given, world) {
      requireVault(world, given.must('vault-name'));
      return Object.entries(world.vault.certificates)
        .filter(([, entry]) => !entry.deleted)
        .map(([name, { versions }]) => ({
          name,
          attributes: versions.at(-1) && attributesOf(versions.at(-1)),
        }));
    },
  },
  'keyvault certificate list-versions': {
    options: names,
    run: (given, world) =>
      vaultCertificate(world, given.must('vault-name'), given.must('name')).versions.map((one) =>
        item(given, one),
      ),
  },
  'keyvault certificate download': {
    options: `${names} --file,-f! --encoding,-e=PEM/DER --version,-v`,
    run(given, world) {
      const { certificate: found } = find(given, world);
      const file = path.resolve(world.cwd, given.must('file'));
      if (existsSync(file))
        throw new AzFailure(1, `File or directory named '${given.must('file')}' already exists.`);
      writeFileSync(file, given.one('encoding')?.toUpperCase() === 'DER' ? found.der : found.cert);
      return undefined;
    },
  },
  'keyvault certificate set-attributes': {
    options: `${names} --version,-v --enabled=true/false`,
    run(given, world) {
      const version = find(given, world);
      if (given.has('enabled')) version.enabled = given.one('enabled')?.toLowerCase() === 'true';
      return item(given, version);
    },
  },
  'keyvault certificate recover': {
    options: names,
    run(given, world) {
      requireVault(world, given.must('vault-name'));
      const entry = world.vault.certificates[given.must('name')];
      if (!entry?.deleted)
        throw new AzFailure(3, `(CertificateNotFound) Deleted Certificate not found: ${given.must('name')}`);
      delete entry.deleted;
      return item(given, currentVersion(world, given.must('vault-name'), given.must('name')));
    },
  },
};

const urlOf = (given: Given): string =>
  `https://${given.must('vault-name')}.vault.azure.net/certificates/${given.must('name')}`;

const find = (given: Given, world: AzureWorld): VaultCertificateVersion =>
  currentVersion(world, given.must('vault-name'), given.must('name'), given.one('version'));

const item = (given: Given, version: VaultCertificateVersion) => ({
  id: `${urlOf(given)}/${version.version}`,
  name: given.must('name'),
  attributes: attributesOf(version),
});

function attributesOf(version: VaultCertificateVersion | undefined) {
  if (!version) return undefined;
  const { validFromDate, validToDate } = new X509Certificate(version.certificate.der);
  return {
    created: (version.created ?? validFromDate).toISOString(),
    enabled: version.enabled,
    notBefore: validFromDate.toISOString(),
    expires: validToDate.toISOString(),
  };
}

function readPolicy(text: string): Policy {
  let policy: typeof defaultPolicy;
  try {
    policy = JSON.parse(text);
  } catch {
    throw new AzFailure(2, `argument --policy/-p: invalid policy: ${text.slice(0, 40)}`);
  }
  const { keyType, exportable } = policy.keyProperties ?? {};
  if (keyType !== 'RSA' || policy.issuerParameters?.name !== 'Self')
    throw new AzFailure(1, '(BadParameter) the stand-in makes self-signed RSA certificates only');
  return {
    exportable,
    secretType: policy.secretProperties.contentType as SecretType,
    months: policy.x509CertificateProperties.validityInMonths,
    ...(!policy.x509CertificateProperties.keyUsage.includes('digitalSignature') && {
      keyOperations: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
    }),
  };
}
