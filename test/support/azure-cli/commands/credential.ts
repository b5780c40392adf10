import { X509Certificate } from 'node:crypto';
import { makeMailCertificate } from '../../../../local/certificates.ts';
import type { Command, Given } from '../command.ts';
import { AzFailure } from '../failure.ts';
import { keyBody, registration } from '../graph.ts';
import { currentVersion, issueVersion } from '../vault-certificates.ts';
import type { AzureWorld } from '../world.ts';

/** The certificates of an app registration. */
export const credential: Readonly<Record<string, Command>> = {
  'ad app credential list': {
    options: '--id! --cert?',
    run(given, { entra, keyIdentifier }) {
      const app = registration(entra, given.must('id'));
      // Without --cert it lists secrets, and no application here has one.
      return given.has('cert') ? app.certificates.map((_, index) => keyBody(app, index, keyIdentifier)) : [];
    },
  },
  'ad app credential delete': {
    options: '--id! --key-id! --cert?',
    run(given, { entra, keyIdentifier }) {
      const app = registration(entra, given.must('id'));
      const keyId = given.must('key-id');
      const at = app.certificates.findIndex((_, index) => keyBody(app, index, keyIdentifier).keyId === keyId);
      if (!given.has('cert') || at < 0) throw new AzFailure(1, `No credential found with Id ${keyId}`);
      app.certificates = app.certificates.toSpliced(at, 1);
      return undefined;
    },
  },
  'ad app credential reset': {
    options: '--id! --append? --cert --create-cert? --keyvault --display-name --years --end-date',
    async run(given, world) {
      const app = registration(world.entra, given.must('id'));
      const pem = await certificateToAdd(given, world);
      // Without --append all others go; with it the same certificate is there twice.
      app.certificates = [...(given.has('append') ? app.certificates : []), pem];
      return { appId: app.clientId, password: null, tenant: world.entra.tenantId };
    },
  },
};

async function certificateToAdd(given: Given, world: AzureWorld): Promise<string> {
  const vault = given.one('keyvault');
  const certificate = given.one('cert');
  if (vault !== undefined) {
    if (!certificate) throw new AzFailure(1, '--keyvault needs --cert');
    const version = given.has('create-cert')
      ? await issueVersion(world, vault, certificate, {
          exportable: true,
          months: 12 * Number(given.one('years') ?? 1),
        })
      : currentVersion(world, vault, certificate);
    return version.certificate.cert;
  }
  if (given.has('create-cert')) return (await makeMailCertificate({ name: 'CLI-Login' })).cert;
  if (!certificate)
    throw new AzFailure(1, 'the stand-in makes no client secrets: give --cert or --create-cert');
  try {
    const bytes = certificate.includes('-----BEGIN') ? certificate : Buffer.from(certificate, 'base64');
    return new X509Certificate(bytes).toString().trim();
  } catch {
    throw new AzFailure(1, 'Invalid certificate, please use a valid PEM file.');
  }
}
