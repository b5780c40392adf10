import type { Fix, KnownFailure } from '../known-failure.ts';
import { aadsts } from './aadsts.ts';
import { mendSettings } from './fixes.ts';

const errorCodes = 'Microsoft Learn: Microsoft Entra authentication and authorization error codes';

const uploadCertificate: Fix = {
  does: 'Add the certificate that signs to the app registration, beside the others (without --append all others are deleted), and compare the thumbprints.',
  portal:
    'Microsoft Entra admin center > App registrations > {application} > Certificates & secrets > Certificates > Upload certificate',
  command:
    'az ad app credential reset --id {clientId} --create-cert --keyvault {vault} --cert {certificate} --append\naz ad app credential list --id {clientId} --cert',
};

const uploadRenewed: Fix = {
  does: 'Renewal in Key Vault does not tell Microsoft Entra ID: give the app registration the public part of the new certificate.',
  portal:
    'Microsoft Entra admin center > App registrations > {application} > Certificates & secrets > Certificates > Upload certificate',
  command: 'az ad app credential reset --id {clientId} --keyvault {vault} --cert {certificate} --append',
};

const rebuilt: Fix = {
  does: 'Use the assertion that this app makes; the text comes from a client assertion made otherwise.',
};

/** The token is refused because of the certificate or the assertion that it signed. */
export const entraCertificate: readonly KnownFailure[] = [
  {
    id: 'assertion-key-expired',
    at: 'token',
    when: new RegExp(`\\bAADSTS700027\\b.{0,300}key used is expired|${aadsts(1000502).source}`, 'i'),
    seen: [
      "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334', Found key 'Start=11/20/2024 09:14:02, End=11/20/2025 09:14:02', Please visit the Azure Portal]",
      'AADSTS1000502',
      '{"error":"invalid_client","error_codes":[1000502]}',
    ],
    meaning: 'The certificate that signed the token request has expired, or is not valid yet.',
    causes: [
      'The certificate was not renewed.',
      'It was renewed, and the app still uses the old version.',
      'The clock is wrong.',
    ],
    fix: [
      {
        does: 'See until when the certificate is valid, and renew it in the vault.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates > {certificate} > New version',
        command: 'az keyvault certificate show --vault-name {vault} --name {certificate} --query attributes',
      },
      uploadRenewed,
    ],
    treat: 'refresh',
    scope: 'app',
    wait: 900,
    source: 'GH:pnp/cli-microsoft365#1621; GH:Azure/azure-sdk-for-java#25109; microsoft-identity-web source',
    evidence: 'documented',
  },
  {
    id: 'assertion-key-not-found',
    at: 'token',
    // The code without a reason as well: by far the most usual one is that the certificate is not registered.
    when: /\bAADSTS700027\b(?:.{0,300}(?:key was not found|not registered on application)|(?!.{0,300}(?:\[Reason|invalid signature)))/i,
    seen: [
      "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key used by client: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '11111111-2222-3333-4444-555555555555'.]",
      'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client]',
      'AADSTS700027',
    ],
    meaning: 'The certificate that signed the token request is not among those of the app registration.',
    causes: [
      'The certificate was renewed in the vault and the new one was not uploaded to the app registration.',
      'The public certificate was never uploaded, or to another app registration.',
      'The app is set to another certificate or another client id.',
    ],
    fix: [
      uploadRenewed,
      {
        does: 'Compare the thumbprints of the app registration with the one in the reply.',
        command: 'az ad app credential list --id {clientId} --cert',
      },
    ],
    treat: 'refresh',
    scope: 'app',
    wait: 900,
    source: 'GH:pnp/cli-microsoft365#1621; GH:AzureAD/microsoft-authentication-library-for-js#8339',
    evidence: 'documented',
  },
  {
    id: 'assertion-signature-invalid',
    at: 'token',
    when: aadsts(700027, 7000274, 50012, 50013),
    seen: [
      'AADSTS700027: Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value., Please visit the Azure Portal]',
      'AADSTS7000274',
      'AADSTS50012: Authentication failed.',
      'AADSTS50013: Assertion failed signature validation.',
    ],
    meaning: 'The signature of the token request does not belong to the certificate that it names.',
    causes: [
      'The private key and the public certificate are not a pair.',
      'Key and certificate are of different versions in the vault.',
    ],
    fix: [uploadCertificate],
    treat: 'refresh',
    scope: 'app',
    wait: 900,
    source: `${errorCodes}; microsoft-identity-web source`,
    evidence: 'documented',
  },
  {
    id: 'assertion-certificate-revoked',
    at: 'token',
    when: aadsts(7000214, 7000277),
    seen: ['AADSTS7000214: Certificate has been revoked.', 'AADSTS7000277'],
    meaning: 'The certificate has been revoked.',
    causes: ['The authority that issued it, or an administrator, revoked it.'],
    fix: [
      {
        does: 'Make a new version of the certificate in the vault by the policy of the old one (where it was imported: import the new one instead), and give the app registration its public part.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates > {certificate} > New version',
        command: `az keyvault certificate create --vault-name {vault} --name {certificate} --policy "$(az keyvault certificate show --vault-name {vault} --name {certificate} --query policy)"
${uploadRenewed.command}`,
      },
    ],
    treat: 'refresh',
    scope: 'app',
    wait: 900,
    source: 'microsoft-identity-web source',
    evidence: 'documented',
  },
  {
    id: 'assertion-time-invalid',
    at: 'token',
    when: aadsts(700024),
    seen: [
      'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-20T09:14:02.1131122Z, assertion valid from 2026-11-20T10:14:02.0000000Z, expiry time of assertion 2026-11-20T10:24:02.0000000Z.',
    ],
    meaning: 'The token request was signed for another time than now.',
    causes: ['The clock of the machine is wrong.', 'The assertion was made long before it was used.'],
    fix: [
      {
        does: 'Compare the times in the reply. On a machine of your own, let its clock be set over the network.',
        command: 'w32tm /resync',
      },
    ],
    treat: 'refresh',
    scope: 'app',
    wait: 300,
    source: 'microsoft-identity-web source; public logs',
    evidence: 'documented',
  },
  {
    id: 'assertion-audience-invalid',
    at: 'token',
    when: aadsts(700023, 5002741),
    seen: [
      'AADSTS700023: Client assertion audience claim does not match Realm issuer. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .',
      'AADSTS5002741: Number of audience values in the provided client credential exceed maximum allowed',
    ],
    meaning: 'The token request was signed for another token endpoint than the one it was sent to.',
    causes: [
      'The tenant or the cloud in the settings is not the one of the app registration.',
      'The assertion names more than one audience.',
    ],
    fix: [
      {
        does: 'Set tenant and cloud to those of the app registration (MAIL_TENANT_ID, MAIL_CLOUD).',
        portal: 'Microsoft Entra admin center > Identity > Overview > Tenant ID',
        command: 'az account show --query tenantId --output tsv',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source:
      'GH:AzureAD/microsoft-authentication-library-for-dotnet#2746; GH:AzureAD/azure-activedirectory-library-for-python#79; GH:zitadel/oidc#887',
    evidence: 'documented',
  },
  {
    id: 'assertion-client-mismatch',
    at: 'token',
    when: aadsts(700021, 50048, 50027, 5002723),
    seen: [
      "AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter.",
      'AADSTS50027: Invalid JWT token. No certificate thumbprint specified in token header.',
      'AADSTS5002723: Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified in token header.',
      'AADSTS50048: SubjectMismatchesIssuer - Subject mismatches Issuer claim in the client assertion.',
    ],
    meaning:
      'The signed token request is not made as Microsoft Entra ID wants it: issuer, subject and client id must be one, and the header must name the certificate.',
    causes: ['The assertion was made for another app registration, or by another program.'],
    fix: [rebuilt],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: `${errorCodes}; GH:AzureAD/microsoft-authentication-library-for-dotnet#124`,
    evidence: 'documented',
  },
  {
    id: 'assertion-algorithm-refused',
    at: 'token',
    when: aadsts(5002738),
    seen: [
      "AADSTS5002738: Invalid JWT token. 'HS256' is not a supported signature algorithm. Supported signing algorithms are: 'RS256,RS384,RS512'",
      "AADSTS5002738: Invalid JWT token. 'ES384' is not a supported signature algorithm. Supported signing algorithms are: 'RS256, HS256'",
    ],
    meaning:
      'The token request is signed with an algorithm that Microsoft Entra ID does not take. This app signs with PS256, which it takes; the lists in the replies are older than that.',
    causes: [
      'The assertion was made by another program, with a secret or a key that is not RSA.',
      'The token endpoint is not one of Microsoft Entra ID as it is today (MAIL_AUTHORITY_HOST).',
    ],
    fix: [
      rebuilt,
      {
        ...mendSettings,
        does: 'Take MAIL_AUTHORITY_HOST out of the settings, unless Microsoft names one for your cloud.',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source:
      'Microsoft Learn: Microsoft identity platform application authentication certificate credentials; public logs',
    evidence: 'documented',
  },
  {
    id: 'certificate-subject-not-authorised',
    at: 'token',
    when: aadsts(700030),
    seen: ['AADSTS700030: Invalid certificate - subject name in certificate is not authorized.'],
    meaning: 'The request relies on the subject name of the certificate, which this tenant does not trust.',
    causes: ['The certificate chain (x5c) was sent instead of a registered certificate.'],
    fix: [uploadCertificate],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'public-client',
    at: 'token',
    when: aadsts(700025),
    seen: [
      "AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    ],
    meaning:
      'The app registration is that of a public client, which may not prove itself with a certificate.',
    causes: [
      'The app registration was made for a program on people’s machines: public client flows are allowed.',
      'MAIL_CLIENT_ID names another app registration than was meant.',
    ],
    fix: [
      {
        does: 'Switch public client flows off, or make an app registration for this app alone.',
        portal:
          'Microsoft Entra admin center > App registrations > {application} > Authentication > Allow public client flows = No',
        command: 'az ad app update --id {clientId} --is-fallback-public-client false',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'client-secret-refused',
    at: 'token',
    when: aadsts(7000215, 7000222, 7000218),
    seen: [
      "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '11111111-2222-3333-4444-555555555555'.",
      "AADSTS7000222: The provided client secret keys for app '11111111-2222-3333-4444-555555555555' are expired.",
      "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ],
    meaning:
      'A client secret was used, is wrong, has expired or is missing. This app uses a certificate and never a secret.',
    causes: ['The text comes from another program that uses the same app registration.'],
    fix: [uploadCertificate],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: errorCodes,
    evidence: 'documented',
  },
];
