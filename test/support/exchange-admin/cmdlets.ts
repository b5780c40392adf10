import type { Cmdlet } from './cmdlet.ts';
import { mailboxes } from './cmdlets/mailboxes.ts';
import { organisation } from './cmdlets/organisation.ts';
import { permissions } from './cmdlets/permissions.ts';
import { roleAssignments } from './cmdlets/role-assignments.ts';
import { servicePrincipals } from './cmdlets/service-principals.ts';

/** Every cmdlet of the stand-in module; `ExchangeCmdlets.ps1` has the function of each. */
export const cmdlets: ReadonlyMap<string, Cmdlet> = new Map(
  Object.entries({
    ...servicePrincipals,
    ...permissions,
    ...mailboxes,
    ...organisation,
    ...roleAssignments,
  }),
);
