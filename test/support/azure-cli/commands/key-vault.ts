import type { Permission } from '../../../../local/vault/policies.ts';
import type { Command } from '../command.ts';
import { AzFailure } from '../failure.ts';
import { requireVault, vaultCertificate } from '../vault-certificates.ts';
import { resourceId } from '../world.ts';

const keyOperations = ['sign', 'verify', 'wrapKey', 'unwrapKey', 'encrypt', 'decrypt'];
const kinds = ['certificates', 'keys', 'secrets'] as const;

/** The vault itself: who may do what in it, from where. */
export const keyVault: Readonly<Record<string, Command>> = {
  'keyvault show': {
    options: '--name,-n! --resource-group,-g',
    run(given, world) {
      const name = given.must('name');
      requireVault(world, name);
      const { accessPolicies, firewall, publicNetworkAccess } = world.vault;
      return {
        id: resourceId(world.resources, 'Microsoft.KeyVault/vaults', name),
        name,
        properties: {
          enableRbacAuthorization: accessPolicies === undefined,
          networkAcls: firewall ? { defaultAction: 'Deny', ipRules: [] } : null,
          publicNetworkAccess: publicNetworkAccess ? 'Disabled' : 'Enabled',
          tenantId: world.vault.tenantId,
          vaultUri: `https://${name}.vault.azure.net/`,
        },
        resourceGroup: world.resources.resourceGroup,
      };
    },
  },
  'keyvault set-policy': {
    options:
      '--name,-n! --resource-group,-g --object-id! --key-permissions* --certificate-permissions* --secret-permissions*',
    run(given, world) {
      requireVault(world, given.must('name'));
      if (!world.vault.accessPolicies) {
        throw new AzFailure(1, "Cannot set policies to a vault with '--enable-rbac-authorization' specified");
      }
      const objectId = given.must('object-id');
      const known = world.vault.accessPolicies[objectId] ?? [];
      // What one kind of objects is given replaces what it had; the other kinds stay.
      world.vault.accessPolicies[objectId] = kinds.flatMap((kind) => {
        const option = `${kind.slice(0, -1)}-permissions`;
        return given.has(option)
          ? given.all(option).map((name) => `${kind}/${name}` as Permission)
          : known.filter((one) => one.startsWith(kind));
      });
      return undefined;
    },
  },
  'keyvault network-rule list': {
    options: '--name,-n! --resource-group,-g',
    run(given, world) {
      requireVault(world, given.must('name'));
      const defaultAction = world.vault.firewall ? 'Deny' : 'Allow';
      return { bypass: 'AzureServices', defaultAction, ipRules: [], virtualNetworkRules: [] };
    },
  },
  'keyvault key show': {
    options: '--vault-name! --name,-n! --version,-v',
    run(given, world) {
      const { keyOperations: allowed } = vaultCertificate(
        world,
        given.must('vault-name'),
        given.must('name'),
      );
      return { key: { keyOps: allowed ?? keyOperations, kty: 'RSA' } };
    },
  },
};
