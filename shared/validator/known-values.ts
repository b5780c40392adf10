import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { Settings } from '../settings.ts';
import type { Facts } from './facts.ts';

/** What the settings know for filling in commands. */
export const knownValues = ({ tenantId, clientId, certificate, queue }: Settings): PlaceholderValues => ({
  tenantId,
  clientId,
  ...('vaultUrl' in certificate && {
    vault: new URL(certificate.vaultUrl).hostname.split('.')[0],
    certificate: certificate.name,
  }),
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
