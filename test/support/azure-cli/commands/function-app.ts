import { randomUUID } from 'node:crypto';
import type { Command, Given } from '../command.ts';
import { AzFailure, noSuchResource } from '../failure.ts';
import { type AzureWorld, resourceId } from '../world.ts';

const names = '--resource-group,-g! --name,-n!';

/** The function app, its identity and its settings. */
export const functionApp: Readonly<Record<string, Command>> = {
  'functionapp keys list': {
    options: names,
    run(given, world) {
      requireApp(given, world);
      const { key = '' } = world.resources.functionApp;
      return { functionKeys: { default: key }, masterKey: '', systemKeys: {} };
    },
  },
  'functionapp identity assign': {
    options: `${names} --identities*`,
    run(given, world) {
      requireApp(given, world);
      if (given.has('identities')) for (const id of given.all('identities')) assignUser(id, world);
      else if (!systemAssigned(world)) {
        const made = { clientId: randomUUID(), objectId: randomUUID(), systemAssigned: true };
        world.managedIdentity.identities.push(made);
      }
      return identityBody(world);
    },
  },
  'functionapp identity show': {
    options: names,
    run(given, world) {
      requireApp(given, world);
      return identityBody(world);
    },
  },
  'functionapp config appsettings list': {
    options: `${names} --slot,-s`,
    run(given, world) {
      requireApp(given, world);
      return settingsBody(world).map((one) => ({ ...one, value: settings(world)[one.name] }));
    },
  },
  'functionapp config appsettings set': {
    options: `${names} --settings!* --slot,-s`,
    run(given, world) {
      requireApp(given, world);
      for (const text of given.all('settings')) {
        const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
        if (!name) throw new AzFailure(2, `--settings: '${text}' is not NAME=value`);
        world.resources.functionApp.settings[name] = value;
      }
      return settingsBody(world);
    },
  },
  'webapp auth update': {
    options: `${names} --enabled=true/false`,
    run(given, world) {
      requireApp(given, world);
      world.resources.functionApp.authentication = given.one('enabled') === 'true';
      return { enabled: world.resources.functionApp.authentication };
    },
  },
  'functionapp vnet-integration list': {
    options: names,
    run(given, world) {
      requireApp(given, world);
      return [];
    },
  },
  'identity list': {
    options: '--resource-group,-g',
    run(_given, world) {
      const { identities, unassigned = [] } = world.managedIdentity;
      return [...identities.filter((one) => !one.systemAssigned), ...unassigned].map(
        ({ clientId, objectId }) => ({
          clientId,
          id: userIdentityId(world, clientId),
          principalId: objectId,
        }),
      );
    },
  },
  'identity show': {
    options: names,
    run(given, { resources, managedIdentity, entra }) {
      const name = given.must('name');
      const found = managedIdentity.identities.find((one) => !one.systemAssigned);
      if (!found || name !== resources.userIdentity) {
        throw noSuchResource('Microsoft.ManagedIdentity/userAssignedIdentities', name);
      }
      return { clientId: found.clientId, name, principalId: found.objectId, tenantId: entra.tenantId };
    },
  },
};

function requireApp(given: Given, { resources }: AzureWorld): void {
  const name = given.must('name');
  if (given.must('resource-group') !== resources.resourceGroup || name !== resources.functionApp.name) {
    throw noSuchResource('Microsoft.Web/sites', name);
  }
}

/** Its name does not matter here. */
const userIdentityId = ({ resources }: AzureWorld, clientId: string): string =>
  resourceId(resources, 'Microsoft.ManagedIdentity/userAssignedIdentities', `mail-${clientId}`);

function assignUser(id: string, world: AzureWorld): void {
  const { identities, unassigned = [] } = world.managedIdentity;
  const found = unassigned.find(({ clientId }) => userIdentityId(world, clientId) === id);
  if (!found) throw new AzFailure(1, `(LinkedInvalidPropertyId) Property id '${id}' is invalid.`);
  identities.push(found);
  unassigned.splice(unassigned.indexOf(found), 1);
}

const systemAssigned = ({ managedIdentity }: AzureWorld) =>
  managedIdentity.identities.find((one) => one.systemAssigned);

function identityBody(world: AzureWorld) {
  const found = systemAssigned(world);
  return found && { principalId: found.objectId, tenantId: world.entra.tenantId, type: 'SystemAssigned' };
}

/** az hides the values of what it has set. */
const settings = ({ resources }: AzureWorld) => resources.functionApp.settings;

/** After a change az shows no values. */
const settingsBody = (world: AzureWorld) =>
  Object.keys(settings(world)).map((name) => ({ name, slotSetting: false, value: null }));
