import type { EntraState } from '../../../local/entra/state.ts';
import type { ManagedIdentityState } from '../../../local/managed-identity/start.ts';
import type { VaultState } from '../../../local/vault/state.ts';

/** What a subscription holds beside identities and the vault's contents: plain objects that a test may read and change. */
export interface AzureResources {
  subscriptionId: string;
  resourceGroup: string;
  /** Names of the one vault; `localhost` is what its URL on the desk makes of it. */
  vaultNames: string[];
  storageAccount: string;
  /** `key` is its default function key. */
  functionApp: {
    name: string;
    settings: Record<string, string>;
    key?: string;
    /** App Service authentication. */
    authentication?: boolean;
  };
  /** Name of the user-assigned identity: the first of the managed identities that is not the system-assigned one. */
  userIdentity: string;
  /** All but those on the vault, which keeps its own. */
  roleAssignments: RoleAssignment[];
  /** Where action groups and event subscriptions send what happened. */
  webhooks: { name: string; uri: string; useCommonAlertSchema?: boolean }[];
}

export interface RoleAssignment {
  principalId: string;
  /** Its name, not its id. */
  role: string;
  scope: string;
}

/** All that a command of az works on: the very objects of the running stand-ins. */
export interface AzureWorld {
  entra: EntraState;
  vault: VaultState;
  managedIdentity: ManagedIdentityState;
  resources: AzureResources;
  /** Connection string of the storage account. */
  storage: string | undefined;
  /** Whether `az login` was run. */
  isSignedIn: boolean;
  /** How Graph's `customKeyIdentifier` is printed: both forms are told of. */
  keyIdentifier: 'base64' | 'hex';
  /** The beginning of a command line → the words with which it is refused, to who is signed in. */
  refuses: Readonly<Record<string, string>>;
  /** The folder in which the command was typed. */
  cwd: string;
}

/** The names that the guide uses. */
export const guideResources = (): AzureResources => ({
  subscriptionId: '5b1c7d2e-8f90-4a3b-9c4d-6e7f80912a3b',
  resourceGroup: 'rg-mail',
  vaultNames: ['contoso-mail', 'localhost'],
  storageAccount: 'contosomail',
  functionApp: { name: 'contoso-mail-func', settings: {} },
  userIdentity: 'contoso-mail-identity',
  roleAssignments: [],
  webhooks: [],
});

/** The id of a resource, as role assignments take it for their scope. */
export const resourceId = (
  { subscriptionId, resourceGroup }: AzureResources,
  type: string,
  name: string,
): string => `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${type}/${name}`;
