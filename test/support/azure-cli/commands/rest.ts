import type { Command } from '../command.ts';
import { AzFailure } from '../failure.ts';
import {
  exchangeBody,
  exchangeObjectId,
  exchangeRoles,
  isExchangeOnline,
  same,
  servicePrincipal,
} from '../graph.ts';
import type { AzureWorld } from '../world.ts';

/** Graph's assignments of application permissions: a consent is one of them. */
export const rest: Readonly<Record<string, Command>> = {
  rest: {
    options: '--method,-m=get/post/delete/put/patch/head/options --url,--uri,-u! --body,-b --headers*',
    run(given, world) {
      const { hostname, pathname } = new URL(given.must('url'));
      const [, objectId] = /^\/v1\.0\/servicePrincipals\/([^/]+)\/appRoleAssignments$/.exec(pathname) ?? [];
      if (hostname !== 'graph.microsoft.com' || !objectId)
        throw refused('Not Found', 'Resource not found for the segment.');
      const method = (given.one('method') ?? 'get').toLowerCase();
      if (method === 'get') return { value: assignmentsOf(objectId, world) };
      if (method === 'post') return assign(objectId, given.one('body') ?? '', world);
      throw refused('Method Not Allowed', 'Specified HTTP method is not allowed for the request target.');
    },
  },
};

function principal(objectId: string, { entra }: AzureWorld) {
  const found = servicePrincipal(entra, objectId);
  // Graph knows it by its object id only, where `az ad sp` takes the client id as well.
  if (!found || !same(found.objectId, objectId)) {
    throw refused(
      'Not Found',
      `Resource '${objectId}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return found;
}

function assignmentsOf(objectId: string, world: AzureWorld) {
  const { roles } = principal(objectId, world);
  return roles.map((role) => ({
    appRoleId: Object.keys(exchangeRoles).find((id) => exchangeRoles[id] === role),
    principalId: objectId,
    resourceId: exchangeObjectId,
    resourceDisplayName: 'Office 365 Exchange Online',
  }));
}

function assign(objectId: string, text: string, world: AzureWorld) {
  const { principalId, resourceId, appRoleId } = bodyOf(text);
  const found = principal(objectId, world);
  if (!same(String(principalId), objectId)) throw refused('Bad Request', 'Not a valid reference update.');
  const role = exchangeRoles[String(appRoleId)];
  if (!role || !exchangeBody(world.entra) || !isExchangeOnline(String(resourceId))) {
    throw refused('Bad Request', 'Not a valid reference update.');
  }
  if (found.roles.includes(role))
    throw refused('Bad Request', 'Permission being assigned already exists on the object');
  found.roles.push(role);
  return assignmentsOf(objectId, world).at(-1);
}

function bodyOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw refused('Bad Request', 'Unable to read JSON request payload.');
  }
}

/** A 404 of Graph ends az rest with 1, too. */
function refused(status: 'Bad Request' | 'Not Found' | 'Method Not Allowed', message: string): AzFailure {
  const code = status === 'Not Found' ? 'Request_ResourceNotFound' : 'Request_BadRequest';
  return new AzFailure(1, `${status}(${JSON.stringify({ error: { code, message } })})`);
}
