import { toldAlerts } from './alerts.ts';
import { knownSettings, readableSettings, wholeSchema } from './app-settings.ts';
import type { Check } from './check.ts';
import { firingAlerts } from './firing-alerts.ts';
import { azdNames, flexNode24, nothingForbidden } from './host.ts';
import { doors } from './network.ts';
import { soundQueries } from './queries.ts';
import { exactRoles, reasonedRoles } from './roles.ts';
import { closedBlobs, identityOnly, keptVault, openOutputs, tls } from './safety.ts';
import { storageNames } from './storage-names.ts';
import { vaultEvents } from './vault-events.ts';
import { oneWorkbook } from './workbook.ts';

/** All that has to be so in what a scenario would deploy. */
export const checks: readonly Check[] = [
  identityOnly,
  closedBlobs,
  tls,
  keptVault,
  openOutputs,
  exactRoles,
  reasonedRoles,
  knownSettings,
  wholeSchema,
  readableSettings,
  storageNames,
  flexNode24,
  nothingForbidden,
  azdNames,
  doors,
  soundQueries,
  toldAlerts,
  firingAlerts,
  vaultEvents,
  oneWorkbook,
];
