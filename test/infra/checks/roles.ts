import type { Scenario } from '../scenarios.ts';
import { type Evaluated, ofType } from '../template.ts';
import { type Check, differences } from './check.ts';

/** Ids of built-in roles, from Microsoft's table of them; written down twice, here and in the template, on purpose. */
const roleNames: Readonly<Record<string, string>> = {
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba': 'Key Vault Certificate User',
  'a4417e6f-fecd-4de8-b567-7b0420556985': 'Key Vault Certificates Officer',
  '12338af0-0e69-4776-bea7-57ae8d297424': 'Key Vault Crypto User',
  '21090545-7ca7-4776-b22c-e363652d74d2': 'Key Vault Reader',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'Storage Queue Data Contributor',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'Storage Queue Data Message Sender',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
};

export const exactRoles: Check = {
  says: 'the role set is exact, by scope and role',
  problems: (evaluated, scenario) =>
    differences('the role set', ofType(evaluated, assignments).map(readRole), expectedRoles(scenario)),
};

export const reasonedRoles: Check = {
  says: 'each role assignment has its reason beside it, and says what its principal is',
  problems: (evaluated) =>
    ofType(evaluated, assignments).flatMap((assignment) => {
      const { description, principalType } = assignment.properties;
      return description && principalType ? [] : [`${readRole(assignment)} without reason or principal type`];
    }),
};

const assignments = 'Microsoft.Authorization/roleAssignments';

/** Such as `app: Key Vault Reader on rg-contoso/vaults`; a queue or container with its name. */
function readRole({ id, properties }: Evaluated['resources'][number]): string {
  const [scope = ''] = id.split(`/providers/${assignments}/`);
  const [, group, type = '', ...below] =
    /\/resourceGroups\/([^/]+)\/providers\/[^/]+\/([^/]+)\/[^/]+(?:\/[^/]+\/default\/([^/]+)\/([^/]+))?$/.exec(
      scope,
    ) ?? [];
  const isApp = /userAssignedIdentities\/[^']*'[^)]*\)\.principalId\]$/.test(properties.principalId);
  const role = properties.roleDefinitionId.split('/').at(-1);
  const where = [group, type, ...below.filter(Boolean)].join('/');
  return `${isApp ? 'app' : properties.principalId}: ${roleNames[role] ?? role} on ${where}`;
}

function expectedRoles(scenario: Scenario): string[] {
  const { source, queue, attachmentsContainer, producers, officer, existing } = scenario;
  const own = 'rg-contoso';
  const account = `${existing === 'storage' ? 'rg-data' : own}/storageAccounts`;
  const vault = `${existing === 'vault' ? 'rg-keys' : own}/vaults`;
  const inVault = {
    'vault-sign': ['Key Vault Crypto User', 'Key Vault Reader'],
    'vault-secret': ['Key Vault Certificate User'],
    federated: [],
  };
  return [
    `app: Storage Blob Data Owner on ${account}`,
    `app: Storage Queue Data Contributor on ${account}`,
    `app: Storage Table Data Contributor on ${account}`,
    `app: Monitoring Metrics Publisher on ${own}/components`,
    ...inVault[source].map((role) => `app: ${role} on ${vault}`),
    ...(officer && source !== 'federated' ? [`${officer}: Key Vault Certificates Officer on ${vault}`] : []),
    ...producers.map((id) => `${id}: Storage Queue Data Message Sender on ${account}/queues/${queue}`),
    ...(attachmentsContainer
      ? producers.map(
          (id) => `${id}: Storage Blob Data Contributor on ${account}/containers/${attachmentsContainer}`,
        )
      : []),
  ];
}
