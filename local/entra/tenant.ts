import type { Refusal } from './refusal.ts';
import {
  crossCloudChina,
  crossCloudGccHigh,
  redirectedToWorldwide,
  tenantDeleted,
  tenantMalformed,
  tenantNotFound,
} from './refusals/tenant.ts';
import type { EntraState } from './state.ts';

export const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dnsName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Stands in the place of a tenant and names none. */
export const namesNoTenant = (tenant = ''): boolean => ['common', 'organizations'].includes(tenant);

/** What is wrong with the tenant in a request's path. Another cloud's tenant is found, but gets no token. */
export function refuseTenant(
  tenant: string,
  at: 'discovery' | 'token',
  state: EntraState,
): Refusal | undefined {
  if (namesNoTenant(tenant)) return undefined;
  if (tenant.toLowerCase() !== state.tenantId.toLowerCase()) {
    return guid.test(tenant) || dnsName.test(tenant) ? tenantNotFound(tenant, at) : tenantMalformed(tenant);
  }
  if (state.deleted) return tenantDeleted();
  if (at === 'discovery') return undefined;
  switch (state.homeCloud) {
    case 'worldwide':
      return redirectedToWorldwide(tenant);
    case 'gcc-high':
      return crossCloudGccHigh();
    case 'china':
      return crossCloudChina();
    case undefined:
      return undefined;
  }
}
