import { type Evaluated, ofType } from '../template.ts';
import { settingsOf } from './app-settings.ts';
import { type Check, unless } from './check.ts';

const accountType = 'Microsoft.Storage/storageAccounts';

export const identityOnly: Check = {
  says: 'everybody comes by identity: no shared key, no password, no key in a setting',
  problems: (evaluated) => [
    ...ofType(evaluated, accountType).flatMap(({ properties }) =>
      unless({ 'storage takes shared keys': properties.allowSharedKeyAccess === false }),
    ),
    ...ofType(evaluated, 'Microsoft.Insights/components').flatMap(({ properties }) =>
      unless({ 'Application Insights takes its key': properties.DisableLocalAuth === true }),
    ),
    ...ofType(evaluated, 'Microsoft.Web/sites').flatMap(({ identity, properties }) =>
      unless({
        'the app has another identity than one user-assigned':
          identity?.type === 'UserAssigned' && Object.keys(identity.userAssignedIdentities).length === 1,
        'the package is not read by identity':
          properties.functionAppConfig.deployment.storage.authentication.type === 'UserAssignedIdentity',
      }),
    ),
    ...unless({
      'a deployment with user name and password is allowed':
        ofType(evaluated, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies').filter(
          ({ properties }) => properties.allow === false,
        ).length === 2,
    }),
    ...settingsOf(evaluated)
      .filter(([, value]) => /\blist\w*\(|AccountKey|SharedAccess|@Microsoft\.KeyVault/i.test(value))
      .map(([name]) => `${name} holds a key`),
  ],
};

export const closedBlobs: Check = {
  says: 'no blob is public',
  problems: (evaluated) => [
    ...ofType(evaluated, accountType).flatMap(({ properties }) =>
      unless({ 'the account allows public blobs': properties.allowBlobPublicAccess === false }),
    ),
    ...ofType(evaluated, `${accountType}/blobServices/containers`)
      .filter(({ properties }) => properties?.publicAccess !== 'None')
      .map(({ name }) => `${name} is public`),
  ],
};

export const tls: Check = {
  says: 'TLS 1.2 or newer is the only way in',
  problems: (evaluated) => [
    ...ofType(evaluated, accountType).flatMap(({ properties }) =>
      unless({
        'storage takes old TLS': properties.minimumTlsVersion === 'TLS1_2',
        'storage takes plain HTTP': properties.supportsHttpsTrafficOnly === true,
      }),
    ),
    ...ofType(evaluated, 'Microsoft.Web/sites').flatMap(({ properties }) =>
      unless({
        'the app takes old TLS': properties.siteConfig.minTlsVersion === '1.2',
        'the app takes plain HTTP': properties.httpsOnly === true,
        'the app takes FTP': properties.siteConfig.ftpsState === 'Disabled',
      }),
    ),
  ],
};

export const keptVault: Check = {
  says: 'the vault goes by roles, and nobody can purge what was deleted from it',
  problems: (evaluated, { source, existing }) => {
    const vaults = ofType(evaluated, 'Microsoft.KeyVault/vaults');
    return [
      ...unless({
        'there is not one vault': vaults.length === (source === 'federated' || existing === 'vault' ? 0 : 1),
      }),
      ...vaults.flatMap(({ properties }) =>
        unless({
          'the vault goes by access policies': properties.enableRbacAuthorization === true,
          'the vault has no soft delete': properties.enableSoftDelete === true,
          'the vault can be purged': properties.enablePurgeProtection === true,
        }),
      ),
    ];
  },
};

export const openOutputs: Check = {
  says: 'no output holds a secret',
  problems: ({ outputs }: Evaluated) =>
    Object.entries(outputs)
      .filter(([name, value]) =>
        /\blist\w*\(|ConnectionString|Key\b|password|secret/i.test(`${value} ${name}`),
      )
      .filter(([, value]) => value !== 'vault-secret')
      .map(([name]) => `${name} looks like a secret`),
};
