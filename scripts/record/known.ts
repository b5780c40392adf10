import { clouds } from '../../shared/clouds.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Known } from './redact.ts';

const TENANT = 'tenant.example';

/** Claims that hold words of the protocol. */
const protocolClaims = ['aud', 'iss', 'ver', 'idtyp', 'appidacr', 'azpacr', 'typ', 'alg'];

/** What belongs to the tenant of these settings and to the owner of this token, each with what is said for it. */
export function knownOf(settings: Settings, token: string | undefined): Known[] {
  const { tenantId, clientId, identity, mailboxes, certificate, cloud, storage } = settings;
  const addresses = mailboxes.flatMap(({ address, senders }) => [address, ...senders]);
  const domains = [...addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)), tenantId];
  return [
    { value: tenantId, alias: '<tenant id>' },
    { value: clientId, alias: '<client id>' },
    { value: identity.clientId ?? '', alias: '<identity client id>' },
    ...addresses.map((value) => ({ value, alias: `mailbox@${TENANT}` })),
    ...domains.filter((name) => name.includes('.')).flatMap(domainNames),
    ...('vaultUrl' in certificate ? vaultNames(certificate) : []),
    ...('path' in certificate ? fileNames(certificate) : []),
    ...ownHosts(cloud),
    ...Object.entries(storage).flatMap(([name, value]) =>
      name === 'kind' ? [] : [{ value, alias: '<storage>' }],
    ),
    ...(token === undefined ? [] : [{ value: token, alias: '<token>' }, ...claimValues(token)]),
  ];
}

/** Hosts that are not Microsoft's, as those of the stand-ins: named as the worldwide ones, so that the two compare. */
const ownHosts = ({ authorityHost, smtpHost }: Settings['cloud']): Known[] => {
  const { worldwide } = clouds;
  const isPublic = Object.values(clouds).some((cloud) => cloud.authorityHost === authorityHost);
  return isPublic
    ? []
    : [
        { value: new URL(authorityHost).host, alias: new URL(worldwide.authorityHost).host },
        { value: smtpHost, alias: worldwide.smtpHost },
      ];
};

/** A domain, and the name in front of it, which is often that of the tenant too. */
const domainNames = (domain: string): Known[] => [
  { value: domain, alias: TENANT },
  { value: domain.split('.')[0] ?? '', alias: '<tenant>' },
];

const vaultNames = ({ vaultUrl, name }: { vaultUrl: string; name: string }): Known[] => {
  const { host } = new URL(vaultUrl);
  return [
    { value: host, alias: '<vault>.vault.azure.net' },
    { value: host.split('.')[0] ?? '', alias: '<vault>' },
    { value: name, alias: '<certificate>' },
  ];
};

const fileNames = ({ path, password }: { path: string; password?: string | undefined }): Known[] => [
  { value: path, alias: '<file>' },
  { value: password ?? '', alias: '<password>' },
];

function claimValues(token: string): Known[] {
  const aliases: Record<string, string> = { tid: '<tenant id>', appid: '<client id>', azp: '<client id>' };
  return Object.entries(payloadOf(token)).flatMap(([name, value]) =>
    typeof value === 'string' && !protocolClaims.includes(name)
      ? [{ value, alias: aliases[name] ?? (/^(?:oid|sub)$/.test(name) ? '<object id>' : `<claim ${name}>`) }]
      : [],
  );
}

function payloadOf(token: string): object {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    // Nobody promises that a token can be read.
    return {};
  }
}
