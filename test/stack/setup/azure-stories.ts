import assert from 'node:assert/strict';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { CERTIFICATE_NAME, type Contoso } from '../../../local/contoso.ts';
import type { RunningAzureCli } from '../../support/azure-cli/start.ts';

interface Ran {
  contoso: Contoso;
  az: RunningAzureCli;
  out: string;
}

interface Story {
  command: RegExp;
  breaks?(contoso: Contoso): void | Promise<void>;
  mended(ran: Ran): void;
}

const certificatesOf = ({ contoso }: Ran) => contoso.vault.certificates[CERTIFICATE_NAME];
export const identityOf = ({ identity }: Contoso) => identity.identities[0]?.objectId ?? '';
const versions = ({ vault }: Contoso) => vault.certificates[CERTIFICATE_NAME]?.versions ?? [];
const trusts = (contoso: Contoso, subject: string, issuer?: string) => {
  contoso.application.federatedCredentials = [
    {
      name: 'mail',
      issuer: issuer ?? `https://login.microsoftonline.com/${contoso.entra.tenantId}/v2.0`,
      subject,
      audience: 'api://AzureADTokenExchange',
    },
  ];
};
const trusted = ({ contoso }: Ran) => contoso.application.federatedCredentials?.map(({ subject }) => subject);
const says = (expected: unknown) => (ran: Ran) => assert.deepEqual(JSON.parse(ran.out), expected);

/** Each command of az in the catalogue: what it mends, or what it shows. */
export const stories: readonly Story[] = [
  {
    command: /^az functionapp config appsettings set .* NAME=value$/,
    mended: ({ az }) => assert.equal(az.resources.functionApp.settings.NAME, 'value'),
  },
  {
    command: /^az functionapp config appsettings set .* MAIL_ATTACHMENTS_CONTAINER=mail-attachments$/,
    mended: ({ az }) =>
      assert.equal(az.resources.functionApp.settings.MAIL_ATTACHMENTS_CONTAINER, 'mail-attachments'),
  },
  {
    command: /^az functionapp config appsettings set .* MAIL_HTTP_AUTH=key$/,
    mended: ({ az }) => assert.equal(az.resources.functionApp.settings.MAIL_HTTP_AUTH, 'key'),
  },
  {
    command: /^az webapp auth update .* --enabled true$/,
    mended: ({ az }) => assert.equal(az.resources.functionApp.authentication, true),
  },
  {
    command: /^az ad sp show --id \{clientId\} --query id/,
    mended: ({ contoso, out }) => assert.equal(out.trim(), contoso.application.objectId),
  },
  {
    command: /^application=[\s\S]*appRoleAssignments/,
    breaks: ({ application }) => void application.roles.pop(),
    mended: ({ contoso }) => assert.deepEqual(contoso.application.roles, ['SMTP.SendAsApp']),
  },
  {
    command: /certificate show .* --query attributes$/,
    mended: ({ out }) => assert.equal(JSON.parse(out).enabled, true),
  },
  {
    command: /^az ad app credential reset --id \{clientId\} --keyvault/,
    async breaks({ application }) {
      application.certificates = [(await makeMailCertificate({ name: 'former' })).cert];
    },
    mended: ({ contoso }) => {
      assert.equal(contoso.application.certificates.length, 2, 'the others stay');
      assert.equal(contoso.application.certificates[1], contoso.certificate.cert);
    },
  },
  {
    command: /^az ad app credential list --id \{clientId\} --cert$/,
    mended: ({ contoso, out }) => {
      const [{ customKeyIdentifier }] = JSON.parse(out);
      const thumbprint = Buffer.from(customKeyIdentifier, 'base64').toString('hex').toUpperCase();
      assert.equal(thumbprint, contoso.certificate.thumbprintSha1);
    },
  },
  {
    command: /^az ad app credential reset --id \{clientId\} --create-cert/,
    mended: ({ contoso }) => {
      assert.equal(versions(contoso).length, 2);
      assert.equal(contoso.application.certificates[1], versions(contoso)[1]?.certificate.cert);
    },
  },
  {
    command: /^az account show/,
    mended: ({ contoso, out }) => assert.equal(out.trim(), contoso.entra.tenantId),
  },
  {
    command: /federated-credential create/,
    mended: (ran) => assert.deepEqual(trusted(ran), [identityOf(ran.contoso)]),
  },
  {
    command: /federated-credential update/,
    breaks: (contoso) => trusts(contoso, identityOf(contoso).toUpperCase()),
    mended: (ran) => assert.deepEqual(trusted(ran), [identityOf(ran.contoso)]),
  },
  {
    command: /^az ad app show/,
    mended: ({ contoso, out }) =>
      assert.deepEqual(out.match(/SendAsApp|[0-9a-f]{8}-[0-9a-f-]{27}/g), [
        'SendAsApp',
        contoso.application.clientId,
        contoso.entra.tenantId,
      ]),
  },
  {
    command: /^az ad app update .* --is-fallback-public-client false/,
    breaks: ({ application }) => {
      application.publicClient = true;
    },
    mended: ({ contoso }) => assert.equal(contoso.application.publicClient, false),
  },
  {
    command: /^az ad sp create/,
    breaks: ({ application }) => {
      application.servicePrincipal = false;
    },
    mended: ({ contoso }) => assert.equal(contoso.application.servicePrincipal, true),
  },
  {
    command: /^az ad sp update --id \{clientId\}/,
    breaks: ({ application }) => {
      application.enabled = false;
    },
    mended: ({ contoso }) => assert.equal(contoso.application.enabled, true),
  },
  { command: /^az ad sp show .*enabled:accountEnabled/, mended: says({ name: 'SendAsApp', enabled: true }) },
  { command: /^az ad sp show --id 0+2-\S+ --query displayName$/, mended: says('Office 365 Exchange Online') },
  {
    command: /^az ad sp show --id 0+2-\S+ --query accountEnabled/,
    breaks: ({ entra }) => {
      entra.exchangeOnline = 'disabled';
    },
    mended: ({ contoso }) => assert.equal(contoso.entra.exchangeOnline, undefined),
  },
  {
    command: /^az functionapp identity show/,
    mended: ({ contoso, out }) => assert.equal(JSON.parse(out).principalId, identityOf(contoso)),
  },
  {
    command: /^az functionapp identity assign/,
    breaks: ({ identity }) => void identity.identities.pop(),
    mended: ({ contoso }) => assert.equal(contoso.identity.identities[0]?.systemAssigned, true),
  },
  {
    command: /^identity=\$\(az identity list/,
    breaks: ({ identity }) => {
      identity.unassigned = identity.identities.splice(0);
    },
    mended: ({ contoso }) => assert.equal(contoso.identity.identities.length, 1),
  },
  {
    command: /^az login/,
    mended: ({ contoso, out }) => assert.equal(JSON.parse(out)[0].tenantId, contoso.entra.tenantId),
  },
  {
    command: /^az keyvault certificate list /,
    mended: ({ out }) => assert.equal(out, `${CERTIFICATE_NAME}\n`),
  },
  {
    command: /^az keyvault certificate recover/,
    breaks: ({ vault }) => {
      for (const entry of Object.values(vault.certificates)) entry.deleted = true;
    },
    mended: (ran) => assert.ok(certificatesOf(ran) && !certificatesOf(ran)?.deleted),
  },
  {
    command: /^az keyvault certificate set-attributes/,
    breaks: (contoso) => {
      for (const version of versions(contoso)) version.enabled = false;
    },
    mended: ({ contoso }) => assert.equal(versions(contoso).at(-1)?.enabled, true),
  },
  {
    command: /^az keyvault certificate create .*certificate show/,
    mended: ({ contoso }) => {
      assert.equal(versions(contoso).length, 2);
      assert.equal(contoso.vault.certificates[CERTIFICATE_NAME]?.exportable, false, 'as it was');
      assert.equal(contoso.application.certificates.at(-1), versions(contoso)[1]?.certificate.cert);
    },
  },
  {
    command: /^az keyvault certificate create .*'\{/,
    breaks: ({ vault }) => {
      for (const entry of Object.values(vault.certificates)) entry.keyOperations = ['encrypt', 'decrypt'];
    },
    mended: ({ contoso }) => {
      const entry = contoso.vault.certificates[CERTIFICATE_NAME];
      assert.deepEqual([entry?.exportable, entry?.keyOperations], [false, undefined]);
      assert.equal(contoso.application.certificates.at(-1), versions(contoso)[1]?.certificate.cert);
    },
  },
  { command: /certificate show .*exportable$/, mended: says(false) },
  {
    command: /^scope=\$\(az keyvault show[\s\S]*Certificate User/,
    mended: ({ contoso }) =>
      assert.ok(contoso.vault.callers[identityOf(contoso)]?.includes('Key Vault Certificate User')),
  },
  {
    command: /^scope=\$\(az keyvault show[\s\S]*Crypto User/,
    breaks: ({ vault }) => {
      vault.callers = {};
    },
    mended: ({ contoso }) =>
      assert.deepEqual(contoso.vault.callers[identityOf(contoso)], [
        'Key Vault Crypto User',
        'Key Vault Reader',
      ]),
  },
  {
    command: /^az keyvault key show .*keyOps$/,
    mended: ({ out }) => assert.ok(JSON.parse(out).includes('sign')),
  },
  { command: /^az keyvault key show .*kty$/, mended: says('RSA') },
  {
    command: /^az keyvault network-rule list/,
    breaks: ({ vault }) => {
      vault.firewall = { blocks: '203.0.113.9' };
    },
    mended: ({ out }) => assert.match(out, /"defaultAction": "Deny"/),
  },
  {
    command: /^az keyvault set-policy .*--key-permissions/,
    breaks: ({ vault }) => {
      vault.accessPolicies = {};
    },
    mended: ({ contoso }) =>
      assert.deepEqual(contoso.vault.accessPolicies?.[identityOf(contoso)]?.toSorted(), [
        'certificates/get',
        'certificates/list',
        'keys/get',
        'keys/sign',
      ]),
  },
  {
    command: /^az keyvault set-policy .*--secret-permissions get$/,
    breaks: ({ vault }) => {
      vault.accessPolicies = {};
    },
    mended: ({ contoso }) =>
      assert.deepEqual(contoso.vault.accessPolicies?.[identityOf(contoso)]?.toSorted(), [
        'certificates/get',
        'certificates/list',
        'secrets/get',
      ]),
  },
  {
    command: /certificate list-versions/,
    mended: ({ out }) => assert.equal(JSON.parse(out)[0].attributes.enabled, true),
  },
  {
    command: /^scope=\$\(az storage account show/,
    mended: ({ contoso, az }) =>
      assert.deepEqual(
        az.resources.roleAssignments.map(({ principalId, role }) => [principalId, role]),
        ['Queue Data Contributor', 'Table Data Contributor', 'Blob Data Contributor'].map((role) => [
          identityOf(contoso),
          `Storage ${role}`,
        ]),
      ),
  },
  {
    command: /^az storage account show .*networkRuleSet/,
    mended: ({ out }) => assert.equal(JSON.parse(out).public, 'Enabled'),
  },
  {
    command: /^az storage account show .* --query id/,
    mended: ({ out }) => assert.match(out, /\/Microsoft\.Storage\/storageAccounts\/contosomail\n$/),
  },
  { command: /^az storage queue list/, mended: ({ out }) => assert.ok(Array.isArray(JSON.parse(out))) },
  {
    command: /^az storage queue create/,
    mended: ({ out }) => assert.equal(typeof JSON.parse(out).created, 'boolean'),
  },
];
