import type { Refusal } from '../refusal.ts';
import type { Application } from '../state.ts';

const invalidRequest = (code: number, text: string): Refusal => ({
  code,
  error: 'invalid_request',
  status: 400,
  text,
});

/** Discovery calls the same refusal `invalid_tenant`, the token endpoint `invalid_request`; both seen. */
export const tenantNotFound = (tenant: string, at: 'discovery' | 'token'): Refusal => ({
  code: 90002,
  error: at === 'token' ? 'invalid_request' : 'invalid_tenant',
  status: 400,
  text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
});

/** Seen. */
export const tenantMalformed = (tenant: string): Refusal =>
  invalidRequest(
    900023,
    `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
  );

/** Seen. */
export const tenantDeleted = (): Refusal =>
  invalidRequest(
    5000224,
    'We are sorry, this resource is not available. If you think you are seeing this message in error, contact your administrator.',
  );

/** Asked at /common or /organizations; seen. */
export const tenantNotNamed = ({ clientId, displayName }: Application): Refusal =>
  invalidRequest(
    50194,
    `Application '${clientId}'(${displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
  );

/** At a national cloud, for a tenant of the worldwide one; seen. */
export const redirectedToWorldwide = (tenant: string): Refusal =>
  invalidRequest(
    90038,
    `Tenant '${tenant}' request is being redirected to the National Cloud 'MicrosoftOnline.COM'.`,
  );

/** At the worldwide cloud, for a tenant of the US government's; seen. */
export const crossCloudGccHigh = (): Refusal => invalidRequest(900382, crossCloud);

/** That this number stands for China is ours; documented. */
export const crossCloudChina = (): Refusal => invalidRequest(900432, crossCloud);

const crossCloud = 'Confidential Client is not supported in Cross Cloud request.';
