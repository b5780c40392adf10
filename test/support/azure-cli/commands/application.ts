import { randomUUID } from 'node:crypto';
import type { Application } from '../../../../local/entra/state.ts';
import type { Command } from '../command.ts';
import { AzFailure } from '../failure.ts';
import { registration, registrationBody, requestedBody, same } from '../graph.ts';

/** App registrations and the permissions that they ask for. */
export const application: Readonly<Record<string, Command>> = {
  'ad app create': {
    options:
      '--display-name! --sign-in-audience=AzureADMyOrg/AzureADMultipleOrgs/AzureADandPersonalMicrosoftAccount/PersonalMicrosoftAccount',
    run(given, { entra }) {
      const displayName = given.must('display-name');
      // One of the same name is changed instead of a second one made.
      const known = entra.applications.find((one) => one.displayName === displayName);
      if (known) return registrationBody(known);
      const made: Application = {
        clientId: randomUUID(),
        objectId: randomUUID(),
        displayName,
        enabled: true,
        servicePrincipal: false,
        certificates: [],
        roles: [],
      };
      entra.applications.push(made);
      return registrationBody(made);
    },
  },
  'ad app show': {
    options: '--id!',
    run: (given, { entra }) => registrationBody(registration(entra, given.must('id'))),
  },
  'ad app list': {
    options: '--all? --app-id --display-name --filter --show-mine?',
    run(given, { entra }) {
      const beginning = given.one('display-name')?.toLowerCase() ?? '';
      const filter = given.one('filter');
      const appId = given.one('app-id');
      return entra.applications
        .filter(({ displayName }) => displayName.toLowerCase().startsWith(beginning))
        .filter(({ clientId }) => !appId || same(clientId, appId))
        .filter((one) => !filter || passes(one, filter))
        .map(registrationBody);
    },
  },
  'ad app update': {
    options: '--id! --is-fallback-public-client=true/false',
    run(given, { entra }) {
      const app = registration(entra, given.must('id'));
      if (!given.has('is-fallback-public-client')) throw new AzFailure(2, 'nothing to update');
      app.publicClient = given.one('is-fallback-public-client')?.toLowerCase() === 'true';
      return undefined;
    },
  },
  'ad app delete': {
    options: '--id!',
    run(given, { entra }) {
      const gone = registration(entra, given.must('id'));
      entra.applications.splice(entra.applications.indexOf(gone), 1);
      return undefined;
    },
  },
  'ad app permission add': {
    options: '--id! --api! --api-permissions!*',
    run(given, { entra }) {
      const app = registration(entra, given.must('id'));
      const api = given.must('api');
      for (const text of given.all('api-permissions')) {
        const [, permission = '', type] = /^([0-9a-f-]{36})=(Role|Scope)$/i.exec(text) ?? [];
        if (type !== 'Role' && type !== 'Scope') {
          throw new AzFailure(1, `--api-permissions must be specified as <permission-id>=<type>: ${text}`);
        }
        // Whether there is such a permission is not asked, and what is there already is added again.
        app.requested = [...(app.requested ?? []), { api, permission, type }];
      }
      return undefined;
    },
  },
  'ad app permission list': {
    options: '--id!',
    run: (given, { entra }) => requestedBody(registration(entra, given.must('id'))),
  },
};

/** Graph's filter, as far as it is used: `<property> eq '<text>'`, where a quote in the text is doubled. */
function passes({ displayName, clientId }: Application, filter: string): boolean {
  const [, property, text = ''] = /^(displayName|appId) eq '((?:[^']|'')*)'$/.exec(filter) ?? [];
  if (!property) throw new AzFailure(1, 'Invalid filter clause');
  return same(property === 'appId' ? clientId : displayName, text.replaceAll("''", "'"));
}
