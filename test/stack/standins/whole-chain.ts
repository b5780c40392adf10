// A child of managed-identity.test.ts: writes an access token for Exchange to its standard output.
import { createHash, randomUUID } from 'node:crypto';
import { ClientAssertionCredential, ManagedIdentityCredential } from '@azure/identity';
import { CertificateClient } from '@azure/keyvault-certificates';
import { CryptographyClient } from '@azure/keyvault-keys';

const { VAULT = '', AUTHORITY = '', TENANT = '', CLIENT = '', IDENTITY = '' } = process.env;
const options = { disableChallengeResourceVerification: true };
const identity = new ManagedIdentityCredential({ clientId: IDENTITY });

const { cer, keyId } = await new CertificateClient(VAULT, identity, options).getCertificate('mail');
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const input = [
  { alg: 'PS256', typ: 'JWT', 'x5t#S256': sha256(cer ?? '').toString('base64url') },
  {
    aud: `${AUTHORITY}/${TENANT}/oauth2/v2.0/token`,
    iss: CLIENT,
    sub: CLIENT,
    jti: randomUUID(),
    nbf: now,
    exp: now + 600,
  },
]
  .map(part)
  .join('.');
const { result } = await new CryptographyClient(keyId ?? '', identity, options).sign('PS256', sha256(input));
const assertion = `${input}.${Buffer.from(result).toString('base64url')}`;

const mail = new ClientAssertionCredential(TENANT, CLIENT, async () => assertion, {
  authorityHost: AUTHORITY,
  disableInstanceDiscovery: true,
});
process.stdout.write((await mail.getToken('https://outlook.office365.com/.default')).token);
