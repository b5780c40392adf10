import type { Command } from '../command.ts';
import { AzFailure } from '../failure.ts';
import type { AzureWorld } from '../world.ts';

const accountOf = ({ entra, resources }: AzureWorld) => ({
  environmentName: 'AzureCloud',
  id: resources.subscriptionId,
  isDefault: true,
  name: 'Contoso',
  state: 'Enabled',
  tenantId: entra.tenantId,
  user: { name: 'admin@contoso.example', type: 'user' },
});

/** Who is signed in. The stand-in knows one tenant, by its id or by any domain name. */
export const account: Readonly<Record<string, Command>> = {
  login: {
    options: '--tenant,-t --allow-no-subscriptions? --use-device-code?',
    run(given, world) {
      const tenant = given.one('tenant') ?? world.entra.tenantId;
      if (!tenant.includes('.') && tenant !== world.entra.tenantId) {
        throw new AzFailure(1, `AADSTS90002: Tenant '${tenant}' not found.`);
      }
      world.isSignedIn = true;
      return [accountOf(world)];
    },
  },
  'account show': { options: '', run: (_, world) => accountOf(world) },
};
