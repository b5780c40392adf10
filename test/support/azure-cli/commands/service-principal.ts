import type { Command } from '../command.ts';
import { AzFailure, notFound } from '../failure.ts';
import {
  exchangeBody,
  servicePrincipal as find,
  isExchangeOnline,
  principalBody,
  registration,
  same,
} from '../graph.ts';
import type { AzureWorld } from '../world.ts';

/** Enterprise applications. */
export const servicePrincipal: Readonly<Record<string, Command>> = {
  'ad sp create': {
    options: '--id!',
    run(given, { entra }) {
      const app = registration(entra, given.must('id'));
      if (app.servicePrincipal) {
        throw new AzFailure(
          1,
          `The service principal cannot be created, updated, or restored because the service principal name ${app.clientId} is already in use.`,
        );
      }
      app.servicePrincipal = true;
      return principalBody(app);
    },
  },
  'ad sp show': { options: '--id!', run: (given, world) => show(given.must('id'), world) },
  'ad sp update': {
    options: '--id! --set!*',
    run(given, { entra }) {
      const id = given.must('id');
      const app = isExchangeOnline(id) && exchangeBody(entra) ? undefined : find(entra, id);
      if (!app && !isExchangeOnline(id)) throw notFound(id);
      for (const text of given.all('set')) {
        const [, enabled] = /^accountEnabled=(true|false)$/.exec(text) ?? [];
        if (!enabled) throw new AzFailure(2, `--set ${text}: the stand-in knows accountEnabled only`);
        if (app) app.enabled = enabled === 'true';
        else if (enabled === 'false') entra.exchangeOnline = 'disabled';
        else if (entra.exchangeOnline === 'disabled') delete entra.exchangeOnline;
      }
      return undefined;
    },
  },
};

function show(id: string, { entra, managedIdentity }: AzureWorld) {
  const exchange = isExchangeOnline(id) ? exchangeBody(entra) : undefined;
  if (exchange) return exchange;
  const found = find(entra, id);
  if (found) return principalBody(found);
  const identity = managedIdentity.identities.find((one) => same(one.objectId, id) || same(one.clientId, id));
  if (!identity) throw notFound(id);
  return { id: identity.objectId, appId: identity.clientId, servicePrincipalType: 'ManagedIdentity' };
}
