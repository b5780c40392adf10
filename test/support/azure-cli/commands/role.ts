import { isVaultRole, type RoleName } from '../../../../local/vault/roles.ts';
import type { Command } from '../command.ts';
import { AzFailure } from '../failure.ts';
import { same } from '../graph.ts';
import { type AzureWorld, type RoleAssignment, resourceId } from '../world.ts';

/** Built-in roles by their ids: learn.microsoft.com/azure/role-based-access-control/built-in-roles. */
const roles: Readonly<Record<string, string>> = {
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba': 'Key Vault Certificate User',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
  '12338af0-0e69-4776-bea7-57ae8d297424': 'Key Vault Crypto User',
  '21090545-7ca7-4776-b22c-e363652d74d2': 'Key Vault Reader',
  'a4417e6f-fecd-4de8-b567-7b0420556985': 'Key Vault Certificates Officer',
  'b86a8fe4-44ce-4948-aee5-eccb2c155cd7': 'Key Vault Secrets Officer',
  '14b46e9e-c2b7-41b4-b07b-48a6ebf60603': 'Key Vault Crypto Officer',
  '00482a5a-887f-4fb3-b363-3b7fe8e74483': 'Key Vault Administrator',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
};

/** Role assignments; those on the vault work in the stand-in's vault at once. */
export const role: Readonly<Record<string, Command>> = {
  'ad signed-in-user show': {
    options: '',
    run: () => ({ id: '4f8d2b60-7c1e-4a95-b3d8-0e6f9a1c5d27', userPrincipalName: 'operator@contoso.com' }),
  },
  'role assignment create': {
    options:
      '--assignee --assignee-object-id --assignee-principal-type=ServicePrincipal/User/Group/ForeignGroup --role! --scope!',
    run(given, world) {
      const principalId = given.one('assignee-object-id') ?? given.one('assignee');
      if (!principalId) throw new AzFailure(2, 'usage error: --assignee STRING | --assignee-object-id GUID');
      const made = { principalId, role: roleName(given.must('role')), scope: given.must('scope') };
      requireResource(made.scope, world);
      if (vaultOf(made.scope) && isVaultRole(made.role)) {
        const had = world.vault.callers[principalId] ?? [];
        world.vault.callers[principalId] = [...new Set<RoleName>([...had, made.role])];
      } else if (!world.resources.roleAssignments.some((one) => isSame(one, made))) {
        world.resources.roleAssignments.push(made);
      }
      return body(made);
    },
  },
  'role assignment list': {
    options: '--assignee --role --scope --all? --include-inherited?',
    run(given, world) {
      const assignee = given.one('assignee');
      const wanted = given.has('role') ? roleName(given.must('role')) : undefined;
      const scope = given.one('scope');
      return assignments(world)
        .filter((one) => !assignee || same(one.principalId, assignee))
        .filter((one) => !wanted || one.role === wanted)
        .filter((one) => !scope || same(one.scope, scope))
        .map(body);
    },
  },
};

/** The vault keeps who has which role in it; under each of its names, since any may be asked for. */
function assignments({ vault, resources }: AzureWorld): RoleAssignment[] {
  const scopes = resources.vaultNames.map((name) => resourceId(resources, 'Microsoft.KeyVault/vaults', name));
  const inVault = Object.entries(vault.callers).flatMap(([principalId, names]) =>
    scopes.flatMap((scope) => names.map((one) => ({ principalId, role: one, scope }))),
  );
  return [...inVault, ...resources.roleAssignments];
}

function roleName(text: string): string {
  const name = roles[text.toLowerCase()] ?? Object.values(roles).find((one) => same(one, text));
  if (!name) throw new AzFailure(1, `Role '${text}' doesn't exist.`);
  return name;
}

function requireResource(scope: string, { resources }: AzureWorld): void {
  const { subscriptionId, storageAccount, vaultNames } = resources;
  const account = /\/Microsoft\.Storage\/storageAccounts\/([^/]+)/i.exec(scope)?.[1];
  const vault = vaultOf(scope);
  const isKnown = vault ? vaultNames.includes(vault) : account === storageAccount;
  if (!scope.startsWith(`/subscriptions/${subscriptionId}/`) || !isKnown) {
    throw new AzFailure(
      1,
      `(MissingSubscription) The request did not have a subscription or a valid tenant level resource provider: ${scope}`,
    );
  }
}

const vaultOf = (scope: string): string | undefined =>
  /\/Microsoft\.KeyVault\/vaults\/([^/]+)$/i.exec(scope)?.[1];

const isSame = (one: RoleAssignment, other: RoleAssignment): boolean =>
  same(one.principalId, other.principalId) && one.role === other.role && same(one.scope, other.scope);

const body = ({ principalId, role: roleDefinitionName, scope }: RoleAssignment) => ({
  principalId,
  principalType: 'ServicePrincipal',
  roleDefinitionName,
  scope,
});
