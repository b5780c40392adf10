import { randomUUID } from 'node:crypto';
import type { Command, Given } from '../command.ts';
import { AzFailure, noSuchResource } from '../failure.ts';
import type { AzureWorld } from '../world.ts';

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
      if (given.has('identities'))
        throw new AzFailure(2, '--identities: the stand-in assigns the system-assigned identity only');
      if (!systemAssigned(world)) {
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
  'functionapp vnet-integration list': {
    options: names,
    run(given, world) {
      requireApp(given, world);
      return [];
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

const systemAssigned = ({ managedIdentity }: AzureWorld) =>
  managedIdentity.identities.find((one) => one.systemAssigned);

function identityBody(world: AzureWorld) {
  const found = systemAssigned(world);
  return found && { principalId: found.objectId, tenantId: world.entra.tenantId, type: 'SystemAssigned' };
}

/** az hides the values of what it has set. */
const settingsBody = ({ resources }: AzureWorld) =>
  Object.keys(resources.functionApp.settings).map((name) => ({ name, slotSetting: false, value: null }));
