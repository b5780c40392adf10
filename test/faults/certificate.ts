import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type MailCertificate, makeMailCertificate } from '../../local/certificates.ts';
import { CERTIFICATE_NAME } from '../../local/contoso.ts';
import { makePkcs12 } from '../../local/vault/pkcs12.ts';
import type { Fault } from './fault.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

const vaulted = ({ contoso }: World) => {
  const entry = contoso.vault.certificates[CERTIFICATE_NAME];
  const version = entry?.versions.at(-1);
  if (!entry || !version) throw new Error('Contoso has a certificate in its vault');
  return { entry, version };
};

/** Puts a certificate with these dates into the vault and among those of the app registration. */
async function use(world: World, dates: { notBefore?: Date; notAfter?: Date }): Promise<void> {
  const certificate = await makeMailCertificate({ name: CERTIFICATE_NAME, ...dates });
  vaulted(world).version.certificate = certificate;
  world.contoso.application.certificates = [certificate.cert];
}

const revoked = (by: 'authority' | 'administrator') => (world: World) => {
  const { application, certificate } = world.contoso;
  application.revokedCertificates = { [certificate.thumbprintSha1]: by };
};

/** Lets the app read its certificate from a file instead of the vault. */
async function fromFile(world: World, name: string, content: string | Buffer): Promise<string> {
  const file = path.join(world.folder, `${world.mailbox.address}-${name}`);
  await writeFile(file, content);
  for (const one of ['MAIL_VAULT_URL', 'MAIL_CERTIFICATE_NAME', 'MAIL_VAULT_VERIFY_CHALLENGE']) {
    delete world.env[one];
    delete world.rightEnv[one];
  }
  const right = { MAIL_CERTIFICATE_SOURCE: 'file', MAIL_CERTIFICATE_FILE: file };
  Object.assign(world.env, right);
  Object.assign(world.rightEnv, right);
  return file;
}

const pem = ({ cert, privateKey }: MailCertificate): string =>
  `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${cert}`;

const pfx = (certificate: MailCertificate, password: string): Buffer =>
  makePkcs12(certificate, { algorithm: '3des', password });

/** The certificate: its dates, where it is, and whether Entra knows it. */
export const certificateFaults: readonly Fault[] = [
  {
    id: 'certificate-expired',
    breaks: 'the certificate in the vault has expired',
    break: (world) => use(world, { notBefore: inDays(-400), notAfter: inDays(-1) }),
    first: { check: 'certificate', failure: 'certificate-expired', cause: /ended on|not renewed/ },
    mend: 'command',
  },
  {
    id: 'certificate-early',
    breaks: 'the certificate in the vault is not valid yet',
    break: (world) => use(world, { notBefore: inDays(1), notAfter: inDays(300) }),
    first: {
      check: 'certificate',
      failure: 'certificate-expired',
      cause: /not valid before|dates that do not fit/,
    },
    mend: 'command',
  },
  {
    id: 'certificate-disabled',
    breaks: 'the certificate is disabled in the vault',
    break: (world) => {
      vaulted(world).version.enabled = false;
    },
    first: { check: 'certificate', failure: 'certificate-disabled', cause: /disabled/ },
    mend: 'command',
  },
  {
    id: 'certificate-deleted',
    breaks: 'the certificate was deleted from the vault',
    break: (world) => {
      vaulted(world).entry.deleted = true;
    },
    first: { check: 'certificate', failure: 'certificate-not-found', cause: /deleted/ },
    standsBehind: true,
    mend: 'another command',
  },
  {
    id: 'certificate-name',
    breaks: 'MAIL_CERTIFICATE_NAME is misspelt',
    break: ({ env }) => {
      env.MAIL_CERTIFICATE_NAME = 'mail-ap';
    },
    first: { check: 'certificate', failure: 'certificate-not-found', cause: /name is misspelt/ },
    mend: 'setting',
  },
  {
    id: 'certificate-unregistered',
    breaks: 'the certificate was never uploaded to the app registration',
    break: ({ contoso }) => {
      contoso.application.certificates = [];
    },
    first: { check: 'token', failure: 'assertion-key-not-found', cause: /uploaded/ },
    mend: 'command',
  },
  {
    id: 'certificate-rotated',
    breaks: 'the certificate was renewed, the old version disabled, and Entra not told',
    async break(world) {
      const { entry, version } = vaulted(world);
      version.enabled = false;
      const certificate = await makeMailCertificate({ name: CERTIFICATE_NAME });
      entry.versions.push({
        version: '00112233445566778899aabbccddeeff',
        certificate,
        enabled: true,
        created: new Date(),
      });
    },
    first: { check: 'token', failure: 'assertion-key-not-found', cause: /renewed .* not uploaded/ },
    mend: 'command',
  },
  {
    id: 'certificate-of-another',
    breaks: 'the app registration has the certificate of another app',
    async break({ contoso }) {
      contoso.application.certificates = [(await makeMailCertificate({ name: 'another' })).cert];
    },
    first: { check: 'token', failure: 'assertion-key-not-found', cause: /uploaded/ },
    mend: 'command',
  },
  {
    id: 'certificate-revoked',
    breaks: 'the certificate was revoked by its authority',
    break: revoked('authority'),
    first: { check: 'token', failure: 'assertion-certificate-revoked', cause: /revoked/ },
    mend: 'command',
  },
  {
    id: 'credential-revoked',
    breaks: 'the credential was revoked by an administrator',
    break: revoked('administrator'),
    first: { check: 'token', failure: 'assertion-certificate-revoked', cause: /revoked/ },
    mend: 'command',
  },
  {
    id: 'key-may-not-sign',
    breaks: 'the key in the vault may not be used for signing',
    break: (world) => {
      vaulted(world).entry.keyOperations = ['encrypt', 'decrypt'];
    },
    first: { check: 'sign', failure: 'vault-key-operation-forbidden', cause: /key usage/ },
    mend: 'another command',
  },
  {
    id: 'secret-not-exportable',
    breaks: 'MAIL_CERTIFICATE_SOURCE=vault-secret with a key that is not exportable',
    break: ({ env, contoso }) => {
      env.MAIL_CERTIFICATE_SOURCE = 'vault-secret';
      for (const roles of Object.values(contoso.vault.callers)) roles.push('Key Vault Secrets User');
    },
    first: { check: 'sign', failure: 'certificate-not-exportable', cause: /not exportable/ },
    mend: 'setting',
  },
  {
    id: 'pfx-password',
    breaks: 'the password of the .pfx file is wrong',
    async break(world) {
      await fromFile(world, 'password.pfx', pfx(world.contoso.certificate, 'right'));
      world.env.MAIL_CERTIFICATE_PASSWORD = 'wrong';
      Object.assign(world.rightEnv, { MAIL_CERTIFICATE_PASSWORD: 'right' });
    },
    first: { check: 'certificate', failure: 'certificate-unreadable', cause: /password .* is wrong/ },
    mend: 'setting',
  },
  {
    id: 'pfx-no-password',
    breaks: 'the password of the .pfx file is missing',
    async break(world) {
      await fromFile(world, 'locked.pfx', pfx(world.contoso.certificate, 'right'));
      Object.assign(world.rightEnv, { MAIL_CERTIFICATE_PASSWORD: 'right' });
    },
    first: { check: 'certificate', failure: 'certificate-unreadable', cause: /password/ },
    mend: 'setting',
  },
  {
    id: 'file-missing',
    breaks: 'MAIL_CERTIFICATE_FILE names no file',
    async break(world) {
      const file = await fromFile(world, 'there.pem', pem(world.contoso.certificate));
      world.env.MAIL_CERTIFICATE_FILE = file.replace('there', 'nowhere');
    },
    first: { check: 'certificate', failure: 'certificate-file-missing', cause: /no such file/ },
    mend: 'setting',
  },
  {
    id: 'file-without-key',
    breaks: 'the PEM file holds no private key',
    async break(world) {
      const { certificate } = world.contoso;
      const right = await fromFile(world, 'whole.pem', pem(certificate));
      await fromFile(world, 'public.pem', certificate.cert);
      Object.assign(world.rightEnv, { MAIL_CERTIFICATE_FILE: right });
    },
    first: { check: 'sign', failure: 'certificate-key-missing', cause: /public part only/ },
    mend: 'setting',
  },
  {
    id: 'file-of-another',
    breaks: 'the file holds a key and a certificate that are no pair',
    async break(world) {
      const { certificate } = world.contoso;
      const right = await fromFile(world, 'pair.pem', pem(certificate));
      const other = await makeMailCertificate({ name: 'another' });
      await fromFile(world, 'no-pair.pem', pem({ ...certificate, cert: other.cert }));
      Object.assign(world.rightEnv, { MAIL_CERTIFICATE_FILE: right });
    },
    first: { check: 'certificate', failure: 'certificate-no-pair', cause: /no pair/ },
    mend: 'setting',
  },
  {
    id: 'file-expired',
    breaks: 'the certificate in the file has expired',
    async break(world) {
      const dates = { notBefore: inDays(-400), notAfter: inDays(-1) };
      const expired = await makeMailCertificate({ name: CERTIFICATE_NAME, ...dates });
      const right = await fromFile(world, 'new.pem', pem(world.contoso.certificate));
      await fromFile(world, 'old.pem', pem(expired));
      world.contoso.application.certificates.push(expired.cert);
      Object.assign(world.rightEnv, { MAIL_CERTIFICATE_FILE: right });
    },
    first: {
      check: 'certificate',
      failure: 'certificate-expired',
      cause: new RegExp(`ended on ${inDays(-1).toISOString().slice(0, 10)}|not renewed`),
    },
    mend: 'setting',
  },
];
