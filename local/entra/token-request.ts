import { refuseAssertion } from './assertion.ts';
import { refuseByPolicy } from './policies.ts';
import type { Refusal } from './refusal.ts';
import {
  applicationDisabled,
  applicationNotFound,
  applicationPublic,
  clientIdMalformed,
  roleNotAssigned,
  servicePrincipalMissing,
} from './refusals/application.ts';
import {
  credentialMissing,
  grantTypeUnsupported,
  parameterMissing,
  resourceDisabled,
  resourceNotFound,
  resourceParameterSent,
  scopeMalformed,
  scopeWithoutDefault,
  secretInvalid,
} from './refusals/request.ts';
import { tenantNotNamed } from './refusals/tenant.ts';
import { isExchange, isKnownResource, resourceOf } from './resources.ts';
import type { Application, EntraState } from './state.ts';
import { guid, namesNoTenant } from './tenant.ts';
import type { TokenRequest } from './tokens.ts';

/** `tokenEndpoint` is the URL that was asked, with its tenant; `address` the caller's IP address. */
export interface Circumstances {
  tokenEndpoint: string;
  address: string;
  now: Date;
}

/** The first thing for which Entra would refuse this token request; nothing when it would give a token. */
export function refuseTokenRequest(
  request: TokenRequest,
  state: EntraState,
  { tokenEndpoint, address, now }: Circumstances,
): Refusal | undefined {
  const parameter = (name: string): string => String(request[name] ?? '');
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => !parameter(name));
  if (missing) return parameterMissing(missing);
  if (parameter('resource')) return resourceParameterSent();
  if (parameter('grant_type') !== 'client_credentials') return grantTypeUnsupported(parameter('grant_type'));
  const clientId = parameter('client_id');
  if (!guid.test(clientId)) return clientIdMalformed(clientId);

  const scope = parameter('scope');
  if (!URL.canParse(scope) || scope.includes(' ')) return scopeMalformed(scope);
  const resource = resourceOf(scope);
  if (!resource) return scopeWithoutDefault(scope);

  const application = state.applications.find((known) => known.clientId === clientId);
  if (!application) return applicationNotFound(clientId, state.tenantId);
  if (namesNoTenant(new URL(tokenEndpoint).pathname.split('/')[1])) return tenantNotNamed(application);
  if (!application.servicePrincipal) return servicePrincipalMissing(clientId, state.tenantId);
  if (!application.enabled) return applicationDisabled(application);
  if (application.publicClient) return applicationPublic();

  if (parameter('client_secret')) return secretInvalid(clientId);
  const assertion = parameter('client_assertion');
  if (!assertion) return credentialMissing();
  return (
    refuseAssertion(assertion, application, { tokenEndpoint, now }) ??
    refuseResource(resource, application, state) ??
    refuseByPolicy(state.policies ?? {}, address)
  );
}

function refuseResource(
  resource: string,
  application: Application,
  { exchangeOnline, tenantId }: EntraState,
): Refusal | undefined {
  if (!isKnownResource(resource)) return resourceNotFound(resource, tenantId);
  if (!isExchange(resource)) return undefined;
  if (exchangeOnline === 'absent') return resourceNotFound(resource, tenantId);
  if (exchangeOnline === 'disabled') return resourceDisabled(resource);
  return exchangeOnline === 'assignment required' && application.roles.length === 0
    ? roleNotAssigned(application)
    : undefined;
}
