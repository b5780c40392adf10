import tls from 'node:tls';
import {
  type Authority,
  type MailCertificate,
  makeAuthority,
  makeMailCertificate,
} from '../../../local/certificates.ts';
import { type RunningEntra, startEntra } from '../../../local/entra/start.ts';
import type { Application, EntraState } from '../../../local/entra/state.ts';

/** A tenant with one mail application, its Entra stand-in, and this process trusting the authority. */
export interface Tenant {
  authority: Authority;
  certificate: MailCertificate;
  application: Application;
  state: EntraState;
  entra: RunningEntra;
  tokenEndpoint: string;
}

export async function startTenant(): Promise<Tenant> {
  const [authority, certificate] = await Promise.all([
    makeAuthority(),
    makeMailCertificate({ name: 'mail' }),
  ]);
  tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), authority.cert]);
  const application: Application = {
    clientId: '6f1d7a4e-3b52-4c0e-9d0a-1f6b8c2e5a10',
    objectId: 'c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604',
    displayName: 'SendAsApp',
    enabled: true,
    servicePrincipal: true,
    certificates: [certificate.cert],
    roles: ['SMTP.SendAsApp'],
  };
  const state: EntraState = {
    tenantId: '0b9c5e7f-2a61-4d38-b7c4-93e1d8f06a25',
    applications: [application],
  };
  const entra = await startEntra(state, await authority.issueServerTls());
  const tokenEndpoint = `${entra.url}/${state.tenantId}/oauth2/v2.0/token`;
  return { authority, certificate, application, state, entra, tokenEndpoint };
}
