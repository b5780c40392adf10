import type { PlaceholderValues } from '../failures/placeholders.ts';
import { accountOf } from '../settings/storage-connection.ts';
import type { FunctionApp, Settings } from '../settings.ts';
import type { Facts } from './facts.ts';

/** What the platform says, whatever the settings are. */
export const placeValues = (functionApp: FunctionApp | undefined): PlaceholderValues => ({
  functionApp: functionApp?.name,
  resourceGroup: functionApp?.resourceGroup,
});

/** What the settings know for filling in commands. */
export const knownValues = ({
  tenantId,
  clientId,
  certificate,
  identity,
  storage,
  queue,
  functionApp,
}: Settings): PlaceholderValues => ({
  ...placeValues(functionApp),
  tenantId,
  clientId,
  ...('vaultUrl' in certificate && {
    vault: new URL(certificate.vaultUrl).hostname.split('.')[0],
    certificate: certificate.name,
  }),
  identityClientId: identity.clientId,
  storageAccount: accountOf(storage),
  queue,
});

/** The same with what a run has found so far: Exchange Online's commands need the object id that the token carries. */
export const foundValues = ({ settings, identity, claims, mailbox }: Partial<Facts>): PlaceholderValues => ({
  ...(settings && knownValues(settings)),
  identityId: identity?.objectId,
  clientId: claims?.appid ?? settings?.clientId,
  objectId: claims?.oid,
  mailbox: mailbox?.address,
  sender: mailbox?.address,
});
