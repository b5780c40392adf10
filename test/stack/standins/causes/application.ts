import type { Cause } from './cause.ts';

/** The application, its permissions and the resource. */
export const applicationCauses: Cause[] = [
  {
    name: 'a client id that is no GUID',
    sent: () => ({ client_id: 'sendasapp' }),
    code: 700038,
    answer: '400 unauthorized_client',
    says: /^sendasapp is not a valid application identifier\./,
    explained: 'application-not-found',
  },
  {
    name: 'an unknown application',
    sent: () => ({ client_id: 'aaaaaaaa-0000-0000-0000-000000000000' }),
    code: 700016,
    answer: '400 unauthorized_client',
    says: /^Application with identifier 'a{8}-0+-0+-0+-0+' was not found in the directory '0b9c5e7f-/,
    explained: 'application-not-found',
  },
  {
    name: 'an application without its enterprise application',
    given: (application) => {
      application.servicePrincipal = false;
    },
    code: 7000229,
    answer: '401 invalid_client',
    says: /^The client application 6f1d7a4e-\S+ is missing service principal in the tenant 0b9c5e7f-/,
    explained: 'enterprise-application-missing',
  },
  {
    name: 'a disabled enterprise application',
    given: (application) => {
      application.enabled = false;
    },
    code: 7000112,
    answer: '400 unauthorized_client',
    says: /^Application '6f1d7a4e-.*'\(SendAsApp\) is disabled\./,
    explained: 'application-disabled',
  },
  {
    name: 'a credential of a public client',
    given: (application) => {
      application.publicClient = true;
    },
    code: 700025,
    answer: '401 invalid_client',
    says: /^Client is public so neither 'client_assertion' nor 'client_secret' should be presented\./,
    explained: 'public-client',
  },
  {
    name: 'an application without a role where Exchange Online wants one',
    given: (application, state) => {
      application.roles = [];
      state.exchangeOnline = 'assignment required';
    },
    code: 501051,
    answer: '400 invalid_grant',
    says: /^Application '6f1d7a4e-.*'\(SendAsApp\) is not assigned to a role for the application '00000002-0000-0ff1-ce00-0+'\(Office 365 Exchange Online\)\./,
    explained: 'application-not-assigned',
  },
  {
    name: 'an unknown resource',
    sent: () => ({ scope: 'https://outlook.example/.default' }),
    code: 500011,
    answer: '400 invalid_resource',
    says: /^The resource principal named https:\/\/outlook\.example was not found in the tenant named /,
    explained: 'resource-not-in-tenant',
  },
  {
    name: 'Exchange Online in a tenant that has none',
    given: (_, state) => {
      state.exchangeOnline = 'absent';
    },
    code: 500011,
    answer: '400 invalid_resource',
    says: /^The resource principal named https:\/\/outlook\.office365\.com was not found in the tenant named /,
    explained: 'resource-not-in-tenant',
  },
  {
    name: 'Exchange Online while it is disabled in the tenant',
    given: (_, state) => {
      state.exchangeOnline = 'disabled';
    },
    code: 500014,
    answer: '400 invalid_resource',
    says: /^The service principal for resource 'https:\/\/outlook\.office365\.com' is disabled\./,
    explained: 'resource-disabled',
  },
];
