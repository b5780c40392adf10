import tls from 'node:tls';
import { type Authority, type MailCertificate, makeAuthority } from '../../../local/certificates.ts';
import { makeContoso } from '../../../local/contoso.ts';
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
  const [authority, { application, certificate, entra: state }] = await Promise.all([
    makeAuthority(),
    makeContoso(),
  ]);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority.cert]);
  const entra = await startEntra(state, await authority.issueServerTls());
  const tokenEndpoint = `${entra.url}/${state.tenantId}/oauth2/v2.0/token`;
  return { authority, certificate, application, state, entra, tokenEndpoint };
}
