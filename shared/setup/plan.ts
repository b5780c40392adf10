import type { SetupSettings } from '../settings.ts';

/**
 * What the set-up scripts are written from. Absent is what is not known yet: the application's ids before
 * `setup-entra.ps1` has made it, the object id where no token says it.
 */
export interface SetupPlan {
  tenantId?: string | undefined;
  /** The application (client) id. */
  clientId?: string | undefined;
  /** The object id of the enterprise application. */
  objectId?: string | undefined;
  /** The display name of app registration, enterprise application and service principal. */
  application: string;
  mailboxes: SetupSettings['mailboxes'];
  permissionModel: SetupSettings['permissionModel'];
  /** Whether Sent Items keep what is sent by SMTP; absent: left as it is. */
  keepCopies?: boolean | undefined;
  cloud: SetupSettings['cloud'];
  /** `vault` is the name of the Key Vault, without its domain. */
  certificate: {
    source: SetupSettings['certificate']['source'];
    vault?: string | undefined;
    name?: string | undefined;
  };
  /** The client id of the user-assigned managed identity that is trusted in place of a certificate (`federated`). */
  identityClientId?: string | undefined;
  /** The object id of the app's own managed identity, where it is known. */
  identityId?: string | undefined;
}

/** What is known beside the settings. */
export type KnownBeside = Partial<Pick<SetupPlan, 'application' | 'objectId' | 'identityId'>>;

/** The plan that settings make. */
export function planFrom(settings: SetupSettings, known: KnownBeside = {}): SetupPlan {
  const { certificate, ...others } = settings;
  const { source, vaultUrl, name } = certificate;
  return {
    ...others,
    application: 'SendAsApp',
    ...known,
    certificate: {
      source,
      ...(vaultUrl !== undefined && { vault: new URL(vaultUrl).hostname.split('.')[0] }),
      ...(name !== undefined && { name }),
    },
  };
}
