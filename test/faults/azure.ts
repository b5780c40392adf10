import type { Fault } from './fault.ts';
import type { World } from './world.ts';

const identityOf = ({ contoso }: World) => {
  const [identity] = contoso.identity.identities;
  if (!identity) throw new Error('Contoso has a managed identity');
  return identity;
};

const withRoles =
  (...roles: World['contoso']['vault']['callers'][string]) =>
  (world: World) => {
    world.contoso.vault.callers = { [identityOf(world).objectId]: roles };
  };

/** Goes without a certificate: the app registration trusts the managed identity as this says. */
const trusting =
  (change: (trusted: { issuer: string; subject: string; audience: string }) => void) => (world: World) => {
    const { entra, application } = world.contoso;
    const trusted = {
      issuer: `https://login.microsoftonline.com/${entra.tenantId}/v2.0`,
      subject: identityOf(world).objectId,
      audience: 'api://AzureADTokenExchange',
    };
    application.certificates = [];
    application.federatedCredentials = [trusted];
    for (const env of [world.env, world.rightEnv]) {
      for (const name of ['MAIL_VAULT_URL', 'MAIL_CERTIFICATE_NAME', 'MAIL_VAULT_VERIFY_CHALLENGE'])
        delete env[name];
      env.MAIL_CERTIFICATE_SOURCE = 'federated';
    }
    change(trusted);
  };

const ANOTHER = '11111111-2222-4333-8444-555555555555';

/** The managed identity, the vault, and the trust in an identity instead of a certificate. */
export const azureFaults: readonly Fault[] = [
  {
    id: 'no-identity',
    breaks: 'the app was not given its managed identity',
    break: ({ contoso, env, rightEnv }) => {
      const [identity] = contoso.identity.identities;
      contoso.identity.unassigned = identity ? [{ ...identity, clientId: ANOTHER }] : [];
      contoso.identity.identities = [];
      for (const one of [env, rightEnv]) one.MAIL_IDENTITY_CLIENT_ID = ANOTHER;
    },
    first: {
      check: 'identity',
      failure: 'managed-identity-not-found',
      cause: /not assigned to the app|wrong/,
    },
    mend: 'command',
  },
  {
    id: 'wrong-identity',
    breaks: 'MAIL_IDENTITY_CLIENT_ID of an identity that the app does not have',
    break: ({ env }) => {
      env.MAIL_IDENTITY_CLIENT_ID = '22222222-2222-4333-8444-555555555555';
    },
    first: {
      check: 'identity',
      failure: 'managed-identity-not-found',
      cause: /MAIL_IDENTITY_CLIENT_ID is wrong/,
    },
    mend: 'setting',
  },
  {
    id: 'identity-not-up',
    breaks: 'the endpoint of the managed identity is not up yet',
    break: ({ contoso }) => {
      contoso.identity.notUp = 500;
    },
    first: { check: 'identity', failure: 'managed-identity-not-ready', cause: /endpoint is not up yet/ },
    mend: { why: 'it passes by itself', byHand: ({ contoso }) => void delete contoso.identity.notUp },
  },
  {
    id: 'no-vault-role',
    breaks: 'no role on the vault',
    break: withRoles(),
    first: { check: 'certificate', failure: 'vault-role-missing', cause: /roles were not assigned/ },
    mend: 'command',
  },
  {
    id: 'vault-reader-only',
    breaks: 'the app may read in the vault and not sign',
    break: withRoles('Key Vault Reader'),
    first: { check: 'sign', failure: 'vault-role-missing', cause: /roles were not assigned/ },
    mend: 'command',
  },
  {
    id: 'vault-crypto-only',
    breaks: 'the app may sign in the vault and not read the certificate',
    break: withRoles('Key Vault Crypto User'),
    first: { check: 'certificate', failure: 'vault-role-missing', cause: /roles were not assigned/ },
    mend: 'command',
  },
  {
    id: 'no-secret-role',
    breaks: 'vault-secret: the app may not read the secret',
    break(world) {
      withRoles('Key Vault Reader')(world);
      for (const entry of Object.values(world.contoso.vault.certificates)) entry.exportable = true;
      for (const env of [world.env, world.rightEnv]) {
        env.MAIL_CERTIFICATE_SOURCE = 'vault-secret';
      }
    },
    first: { check: 'certificate', failure: 'vault-role-missing', cause: /roles were not assigned/ },
    mend: 'command',
  },
  {
    id: 'no-access-policy',
    breaks: 'a vault with access policies, and none for the app',
    break: ({ contoso }) => {
      contoso.vault.accessPolicies = {};
    },
    first: { check: 'certificate', failure: 'vault-access-policy-missing', cause: /no access policy/ },
    mend: 'command',
  },
  {
    id: 'short-access-policy',
    breaks: 'a vault with access policies, and that of the app lacks sign',
    break: (world) => {
      world.contoso.vault.accessPolicies = {
        [identityOf(world).objectId]: ['certificates/get', 'certificates/list', 'keys/get'],
      };
    },
    first: { check: 'sign', failure: 'vault-access-policy-missing', cause: /access policy/ },
    mend: 'command',
  },
  {
    id: 'vault-firewall',
    breaks: 'the firewall of the vault does not let the app in',
    break: ({ contoso }) => {
      contoso.vault.firewall = { blocks: '203.0.113.9' };
    },
    first: { check: 'certificate', failure: 'vault-firewall', cause: /not joined to a network/ },
    mend: {
      why: 'which network it is, is the administrator’s to say',
      byHand: ({ contoso }) => void delete contoso.vault.firewall,
    },
  },
  {
    id: 'vault-private',
    breaks: 'the vault is reachable over a private link only',
    break: ({ contoso }) => {
      contoso.vault.publicNetworkAccess = 'disabled';
    },
    first: { check: 'certificate', failure: 'vault-private-only', cause: /not joined to the network/ },
    mend: {
      why: 'which network it is, is the administrator’s to say',
      byHand: ({ contoso }) => void delete contoso.vault.publicNetworkAccess,
    },
  },
  {
    id: 'wrong-vault',
    breaks: 'MAIL_VAULT_URL is the address of nobody',
    break: ({ env }) => {
      env.MAIL_VAULT_URL = 'https://localhost:1';
    },
    first: { check: 'certificate', failure: 'vault-unreachable', cause: /MAIL_VAULT_URL is misspelt/ },
    mend: 'setting',
  },
  {
    id: 'vault-of-another-tenant',
    breaks: 'the vault belongs to another tenant',
    break: ({ contoso }) => {
      contoso.vault.tenantId = ANOTHER;
    },
    first: { check: 'certificate', failure: 'vault-unauthorized', cause: /different tenants/ },
    mend: {
      why: 'a vault has to be made in the tenant of the app',
      byHand: ({ contoso }) => {
        contoso.vault.tenantId = contoso.entra.tenantId;
      },
    },
  },
  {
    id: 'no-federated-credential',
    breaks: 'federated: the app registration trusts no identity',
    break(world) {
      trusting(() => {})(world);
      world.contoso.application.federatedCredentials = [];
    },
    first: { check: 'token', failure: 'federated-credential-missing', cause: /never added/ },
    mend: 'command',
  },
  {
    id: 'federated-subject',
    breaks: 'federated: the subject is another identity',
    break: trusting((trusted) => {
      trusted.subject = ANOTHER;
    }),
    first: {
      check: 'token',
      failure: 'federated-credential-mismatch',
      cause: /another managed identity|subject/,
    },
    mend: 'command',
  },
  {
    id: 'federated-subject-case',
    breaks: 'federated: the subject in capital letters',
    break: trusting((trusted) => {
      trusted.subject = trusted.subject.toUpperCase();
    }),
    first: { check: 'token', failure: 'federated-subject-case', cause: /capital letters/ },
    mend: 'command',
  },
  {
    id: 'federated-issuer',
    breaks: 'federated: the issuer is another tenant',
    break: trusting((trusted) => {
      trusted.issuer = `https://login.microsoftonline.com/${ANOTHER}/v2.0`;
    }),
    first: { check: 'token', failure: 'federated-issuer-mismatch', cause: /issuer .* another tenant/ },
    mend: 'command',
  },
  {
    id: 'federated-audience',
    breaks: 'federated: the audience is wrong',
    break: trusting((trusted) => {
      trusted.audience = 'api://AzureADTokenExchangeUSGov';
    }),
    first: { check: 'token', failure: 'federated-audience-mismatch', cause: /audience/ },
    mend: 'command',
  },
];
