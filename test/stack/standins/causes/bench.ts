import { makeMailCertificate } from '../../../../local/certificates.ts';
import { startTenant } from '../tenant.ts';
import type { Bench } from './cause.ts';

const day = 24 * 60 * 60 * 1000;

/** Starts the tenant. `reset` puts its directory back to this beginning. */
export async function startBench(): Promise<Bench & { reset(): void }> {
  const [tenant, stranger, expired, notYetValid] = await Promise.all([
    startTenant(),
    makeMailCertificate({ name: 'stranger' }),
    makeMailCertificate({
      name: 'expired',
      notBefore: new Date('2024-01-02T03:04:05Z'),
      notAfter: new Date('2025-01-02T03:04:05Z'),
    }),
    makeMailCertificate({ name: 'early', notBefore: new Date(Date.now() + day) }),
  ]);
  tenant.application.certificates.push(expired.cert, notYetValid.cert);
  const { state } = tenant;
  const beginning = structuredClone(state);
  return {
    tenant,
    stranger,
    expired,
    notYetValid,
    reset() {
      const { tenantId, applications, ...extras } = state;
      for (const name of Object.keys(extras)) Reflect.deleteProperty(state, name);
      Object.assign(state, structuredClone(beginning));
      const [application] = state.applications;
      if (application) tenant.application = application;
    },
  };
}
