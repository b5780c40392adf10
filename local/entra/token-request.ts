import { refuseAssertion } from './assertion.ts';
import type { Refusal } from './refusal.ts';
import {
  applicationDisabled,
  applicationNotFound,
  clientIdMalformed,
  credentialMissing,
  grantTypeUnsupported,
  parameterMissing,
  resourceNotFound,
  scopeMalformed,
  scopeWithoutDefault,
  secretInvalid,
  servicePrincipalMissing,
} from './refusals.ts';
import { isKnownResource, resourceOf } from './resources.ts';
import type { EntraState } from './state.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Parameters of a token request's body, as sent. */
export type TokenRequest = Readonly<Record<string, unknown>>;

/** The first thing for which Entra would refuse this token request; nothing when it would give a token. */
export function refuseTokenRequest(
  request: TokenRequest,
  state: EntraState,
  { tokenEndpoint, now }: { tokenEndpoint: string; now: Date },
): Refusal | undefined {
  const parameter = (name: string): string => String(request[name] ?? '');
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => !parameter(name));
  if (missing) return parameterMissing(missing);
  if (parameter('grant_type') !== 'client_credentials') return grantTypeUnsupported(parameter('grant_type'));
  const clientId = parameter('client_id');
  if (!guid.test(clientId)) return clientIdMalformed(clientId);

  const scope = parameter('scope');
  if (!URL.canParse(scope) || scope.includes(' ')) return scopeMalformed(scope);
  const resource = resourceOf(scope);
  if (!resource) return scopeWithoutDefault(scope);

  const application = state.applications.find((known) => known.clientId === clientId);
  if (!application) return applicationNotFound(clientId, state.tenantId);
  if (!application.servicePrincipal) return servicePrincipalMissing(clientId, state.tenantId);
  if (!application.enabled) return applicationDisabled(application);

  if (parameter('client_secret')) return secretInvalid(clientId);
  const assertion = parameter('client_assertion');
  if (!assertion) return credentialMissing();
  const refused = refuseAssertion(assertion, application, { tokenEndpoint, now });
  if (refused) return refused;
  return isKnownResource(resource) ? undefined : resourceNotFound(resource, state.tenantId);
}
