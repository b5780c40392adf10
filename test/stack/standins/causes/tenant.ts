import type { Cause } from './cause.ts';

/** The tenant, the cloud, the policies of the tenant, and the service itself. */
export const tenantCauses: Cause[] = [
  {
    name: 'a tenant id that nobody has',
    tenant: 'aaaaaaaa-0000-4000-8000-000000000000',
    code: 90002,
    answer: '400 invalid_request',
    says: /^Tenant 'a{8}-0+-4000-8000-0+' not found\. Check to make sure you have the correct tenant ID/,
    explained: 'tenant-not-found',
    withoutSdk: 'hides it',
  },
  {
    name: 'a domain that nobody has verified',
    tenant: 'contoso.example',
    code: 90002,
    answer: '400 invalid_request',
    says: /^Tenant 'contoso\.example' not found\./,
    explained: 'tenant-not-found',
    withoutSdk: 'hides it',
  },
  {
    name: 'a tenant that is neither an id nor a domain',
    tenant: 'contoso',
    code: 900023,
    answer: '400 invalid_request',
    says: /^Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external domain\./,
    explained: 'tenant-not-found',
    withoutSdk: 'hides it',
  },
  {
    name: 'a deleted tenant',
    given: (_, state) => {
      state.deleted = true;
    },
    code: 5000224,
    answer: '400 invalid_request',
    says: /^We are sorry, this resource is not available\./,
    explained: 'tenant-deprovisioned',
    withoutSdk: 'hides it',
  },
  {
    name: 'a request at /common',
    tenant: 'common',
    code: 50194,
    answer: '400 invalid_request',
    says: /^Application '6f1d7a4e-.*'\(SendAsApp\) is not configured as a multi-tenant application\. Usage of the \/common endpoint is not supported/,
    explained: 'tenant-not-found',
    withoutSdk: 'cannot send it',
  },
  {
    name: 'a tenant of the worldwide cloud at another',
    given: (_, state) => {
      state.homeCloud = 'worldwide';
    },
    code: 90038,
    answer: '400 invalid_request',
    says: /^Tenant '0b9c5e7f-.*' request is being redirected to the National Cloud 'MicrosoftOnline\.COM'\./,
    explained: 'cloud-mismatch',
  },
  {
    name: 'a tenant of GCC High at another cloud',
    given: (_, state) => {
      state.homeCloud = 'gcc-high';
    },
    code: 900382,
    answer: '400 invalid_request',
    says: /^Confidential Client is not supported in Cross Cloud request\./,
    explained: 'cloud-mismatch',
  },
  {
    name: 'a tenant of China at another cloud',
    given: (_, state) => {
      state.homeCloud = 'china';
    },
    code: 900432,
    answer: '400 invalid_request',
    says: /^Confidential Client is not supported in Cross Cloud request\./,
    explained: 'cloud-mismatch',
  },
  {
    name: 'an address that Conditional Access does not allow',
    given: (_, state) => {
      state.policies = { allowedAddresses: ['20.50.1.2'] };
    },
    code: 53003,
    answer: '400 invalid_grant',
    says: /^Access has been blocked by Conditional Access policies\. The access policy does not allow token issuance\./,
    explained: 'conditional-access-block',
  },
  {
    name: 'everything, by a security policy',
    given: (_, state) => {
      state.policies = { securityPolicy: true };
    },
    code: 530032,
    answer: '400 invalid_grant',
    says: /^The tenant admin has configured a security policy that blocks this request\./,
    explained: 'conditional-access-block',
  },
  {
    name: 'everything, by security defaults',
    given: (_, state) => {
      state.policies = { securityDefaults: true };
    },
    code: 530035,
    answer: '400 invalid_grant',
    says: /^Access has been blocked by security defaults\./,
    explained: 'conditional-access-block',
  },
  {
    name: 'one application that asks too often',
    given: (_, state) => {
      state.loopLimit = { requests: 0, seconds: 60 };
    },
    code: 50196,
    answer: '400 invalid_grant',
    says: /^The server terminated an operation because it encountered a loop while processing a request\./,
    explained: 'token-loop-detected',
  },
  {
    name: 'a tenant that asks too often',
    given: (_, state) => {
      state.rateLimit = { requests: 0, seconds: 60 };
    },
    code: 90055,
    answer: '429 temporarily_unavailable',
    says: /^There are too many incoming requests\./,
    explained: 'token-service-unavailable',
  },
  {
    name: 'everything while it is down',
    given: (_, state) => {
      state.down = { retryAfterSeconds: 0 };
    },
    code: 90033,
    answer: '503 temporarily_unavailable',
    says: /^A transient error has occurred\. Please try again\./,
    explained: 'token-service-unavailable',
  },
];
