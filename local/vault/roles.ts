const allKeyUse = ['encrypt', 'decrypt', 'wrap', 'unwrap', 'sign', 'verify'].map(
  (operation) => `keys/${operation}/action`,
);

/**
 * Data actions of the built-in roles below `Microsoft.KeyVault/vaults/`, `*` standing for any text:
 * learn.microsoft.com/azure/role-based-access-control/built-in-roles/security.
 */
const dataActions = {
  'Key Vault Administrator': ['*'],
  'Key Vault Certificate User': [
    'certificates/read',
    'secrets/getSecret/action',
    'secrets/readMetadata/action',
    'keys/read',
  ],
  'Key Vault Certificates Officer': ['certificatecas/*', 'certificates/*', 'certificatecontacts/write'],
  'Key Vault Crypto Officer': ['keys/*', 'keyrotationpolicies/*'],
  'Key Vault Crypto User': ['keys/read', 'keys/update/action', 'keys/backup/action', ...allKeyUse],
  'Key Vault Reader': ['*/read', 'secrets/readMetadata/action'],
  'Key Vault Secrets Officer': ['secrets/*'],
  'Key Vault Secrets User': ['secrets/getSecret/action', 'secrets/readMetadata/action'],
};

export type RoleName = keyof typeof dataActions;

export const isVaultRole = (name: string): name is RoleName => Object.hasOwn(dataActions, name);

/** What the operations of the stand-in ask for. */
export type DataAction =
  | 'certificates/read'
  | 'keys/read'
  | 'keys/sign/action'
  | 'secrets/getSecret/action'
  | 'secrets/readMetadata/action';

/** Whether one of the roles allows the action. */
export const allows = (roles: RoleName[], action: DataAction): boolean =>
  roles
    .flatMap((role) => dataActions[role])
    .some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));
