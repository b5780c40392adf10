import type { Application } from '../../local/entra/state.ts';
import type { Fault } from './fault.ts';

const roles =
  (...names: string[]) =>
  ({ contoso }: { contoso: { application: Application } }) => {
    contoso.application.roles = names;
  };

/** The application and its permission, the tenant, and what keeps Microsoft Entra ID from giving a token. */
export const entraFaults: readonly Fault[] = [
  {
    id: 'no-consent',
    breaks: 'no admin consent',
    break: roles(),
    first: { check: 'claims', cause: /consent for SMTP\.SendAsApp was not given/ },
    mend: 'command',
  },
  {
    id: 'consent-for-imap',
    breaks: 'consent for another permission (IMAP.AccessAsApp)',
    break: roles('IMAP.AccessAsApp'),
    first: { check: 'claims', cause: /another permission \(IMAP\.AccessAsApp\)/ },
    mend: 'command',
  },
  {
    id: 'assignment-required',
    breaks: 'no consent, and Exchange Online wants an assignment',
    break(world) {
      roles()(world);
      world.contoso.entra.exchangeOnline = 'assignment required';
    },
    first: { check: 'token', failure: 'application-not-assigned', cause: /consent for SMTP\.SendAsApp/ },
    mend: 'command',
  },
  {
    id: 'application-disabled',
    breaks: 'the enterprise application is disabled',
    break: ({ contoso }) => {
      contoso.application.enabled = false;
    },
    first: { check: 'token', failure: 'application-disabled', cause: /switched sign-in off/ },
    mend: 'command',
  },
  {
    id: 'no-enterprise-application',
    breaks: 'an app registration without its enterprise application',
    break: ({ contoso }) => {
      contoso.application.servicePrincipal = false;
    },
    first: {
      check: 'token',
      failure: 'enterprise-application-missing',
      cause: /did not make the enterprise application/,
    },
    mend: 'command',
  },
  {
    id: 'public-client',
    breaks: 'the app registration is that of a public client',
    break: ({ contoso }) => {
      contoso.application.publicClient = true;
    },
    first: { check: 'token', failure: 'public-client', cause: /public client/ },
    mend: 'command',
  },
  {
    id: 'wrong-client-id',
    breaks: 'MAIL_CLIENT_ID of an application that is not there',
    break: ({ env }) => {
      env.MAIL_CLIENT_ID = '6f1d7a4e-3b52-4c0e-9d0a-1f6b8c2e5a11';
    },
    first: { check: 'token', failure: 'application-not-found', cause: /client id .* is wrong/ },
    mend: 'setting',
  },
  {
    id: 'object-id-for-client-id',
    breaks: 'MAIL_CLIENT_ID is the object id of the enterprise application',
    break: ({ env, contoso }) => {
      env.MAIL_CLIENT_ID = contoso.application.objectId;
    },
    first: { check: 'token', failure: 'application-not-found', cause: /client id .* is wrong/ },
    mend: 'setting',
  },
  {
    id: 'wrong-tenant',
    breaks: 'MAIL_TENANT_ID with a digit that is wrong',
    break: ({ env }) => {
      env.MAIL_TENANT_ID = '0b9c5e7f-2a61-4d38-b7c4-93e1d8f06a26';
    },
    first: { check: 'token', failure: 'tenant-not-found', cause: /tenant id is misspelt/ },
    mend: 'setting',
  },
  {
    id: 'tenant-name-unknown',
    breaks: 'MAIL_TENANT_ID is a domain of no tenant',
    break: ({ env }) => {
      env.MAIL_TENANT_ID = 'contosso.example';
    },
    first: { check: 'token', failure: 'tenant-not-found', cause: /tenant id is misspelt/ },
    mend: 'setting',
  },
  {
    id: 'another-tenant',
    breaks: 'the app registration lives in another tenant',
    break: ({ contoso }) => {
      const { applications } = contoso.entra;
      const [there] = applications.splice(0);
      if (!there) throw new Error('Contoso has an application');
    },
    first: { check: 'token', failure: 'application-not-found', cause: /client id .* is wrong/ },
    mend: {
      why: 'no command moves an app registration',
      byHand: ({ contoso }) => void contoso.entra.applications.push(contoso.application),
    },
  },
  {
    id: 'tenant-deleted',
    breaks: 'the tenant was shut down',
    break: ({ contoso }) => {
      contoso.entra.deleted = true;
    },
    first: { check: 'token', failure: 'tenant-deprovisioned', cause: /subscription ended/ },
    mend: {
      why: 'Microsoft alone brings a tenant back',
      byHand: ({ contoso }) => void delete contoso.entra.deleted,
    },
  },
  {
    id: 'government-tenant',
    breaks: 'the tenant lives in the cloud of the US government',
    break: ({ contoso }) => {
      contoso.entra.homeCloud = 'gcc-high';
    },
    first: { check: 'token', failure: 'cloud-mismatch', cause: /MAIL_CLOUD/ },
    mend: {
      why: 'the stand-ins are one cloud: MAIL_CLOUD leads to no other',
      byHand: ({ contoso }) => void delete contoso.entra.homeCloud,
    },
  },
  {
    id: 'wrong-cloud',
    breaks: 'MAIL_CLOUD=china for a worldwide tenant',
    break: ({ env }) => {
      env.MAIL_CLOUD = 'china';
    },
    first: { check: 'token', failure: 'resource-not-in-tenant', cause: /another cloud/ },
    mend: 'setting',
  },
  {
    id: 'wrong-scope',
    breaks: 'MAIL_TOKEN_SCOPE of Microsoft Graph',
    break: ({ env }) => {
      env.MAIL_TOKEN_SCOPE = 'https://graph.microsoft.com/.default';
    },
    first: { check: 'claims', cause: /graph\.microsoft\.com|another service/ },
    mend: 'setting',
  },
  {
    id: 'unknown-scope',
    breaks: 'MAIL_TOKEN_SCOPE of a service that is none',
    break: ({ env }) => {
      env.MAIL_TOKEN_SCOPE = 'https://smtp.office365.com/.default';
    },
    first: { check: 'token', failure: 'resource-not-in-tenant', cause: /MAIL_TOKEN_SCOPE/ },
    mend: 'setting',
  },
  {
    id: 'exchange-absent',
    breaks: 'the tenant has no Exchange Online',
    break: ({ contoso }) => {
      contoso.entra.exchangeOnline = 'absent';
    },
    first: { check: 'token', failure: 'resource-not-in-tenant', cause: /no Exchange Online/ },
    mend: {
      why: 'a subscription has to be bought',
      byHand: ({ contoso }) => void delete contoso.entra.exchangeOnline,
    },
  },
  {
    id: 'exchange-disabled',
    breaks: 'the enterprise application Office 365 Exchange Online is disabled',
    break: ({ contoso }) => {
      contoso.entra.exchangeOnline = 'disabled';
    },
    first: {
      check: 'token',
      failure: 'resource-disabled',
      cause: /disabled the enterprise application/,
    },
    standsBehind: true,
    mend: 'another command',
  },
  {
    id: 'conditional-access',
    breaks: 'Conditional Access allows other addresses only',
    break: ({ contoso }) => {
      contoso.entra.policies = { allowedAddresses: ['203.0.113.9'] };
    },
    first: { check: 'token', failure: 'conditional-access-block', cause: /address .* not among those/ },
    mend: {
      why: 'which policy and which address it is, the sign-in log says',
      byHand: ({ contoso }) => void delete contoso.entra.policies,
    },
  },
  {
    id: 'security-policy',
    breaks: 'a security policy blocks applications',
    break: ({ contoso }) => {
      contoso.entra.policies = { securityPolicy: true };
    },
    first: { check: 'token', failure: 'conditional-access-block', cause: /security policy/ },
    standsBehind: true,
    mend: {
      why: 'which policy it is, the sign-in log says',
      byHand: ({ contoso }) => void delete contoso.entra.policies,
    },
  },
  {
    id: 'entra-down',
    breaks: 'the token service is out of order',
    break: ({ contoso }) => {
      contoso.entra.down = { retryAfterSeconds: 1 };
    },
    first: { check: 'token', failure: 'token-service-unavailable', cause: /service/ },
    mend: { why: 'it passes by itself', byHand: ({ contoso }) => void delete contoso.entra.down },
  },
  {
    id: 'entra-unreachable',
    breaks: 'nobody answers at MAIL_AUTHORITY_HOST',
    break: ({ env }) => {
      env.MAIL_AUTHORITY_HOST = 'https://localhost:1';
    },
    first: { check: 'token', failure: 'token-endpoint-unreachable', cause: /MAIL_AUTHORITY_HOST/ },
    mend: 'setting',
  },
  {
    id: 'clock-ahead',
    breaks: 'the clock of the machine is an hour ahead',
    break: ({ contoso }) => {
      contoso.entra.aheadMs = -3_600_000;
    },
    first: { check: 'token', failure: 'assertion-time-invalid', cause: /clock/ },
    mend: {
      why: 'the clock of this machine is not ours to set (w32tm is of Windows)',
      byHand: ({ contoso }) => void delete contoso.entra.aheadMs,
    },
  },
  {
    id: 'clock-behind',
    breaks: 'the clock of the machine is an hour behind',
    break: ({ contoso }) => {
      contoso.entra.aheadMs = 3_600_000;
    },
    first: { check: 'token', failure: 'assertion-time-invalid', cause: /clock/ },
    mend: {
      why: 'the clock of this machine is not ours to set (w32tm is of Windows)',
      byHand: ({ contoso }) => void delete contoso.entra.aheadMs,
    },
  },
];
