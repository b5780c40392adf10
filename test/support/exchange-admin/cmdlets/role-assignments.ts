import { includesAddress, sameAddress } from '../../../../local/exchange/mailbox.ts';
import type { ExchangeState, RoleAssignment } from '../../../../local/exchange/state.ts';
import {
  type Cmdlet,
  given,
  recipientsOf,
  type Said,
  text,
  withPrincipal,
  withRecipient,
} from '../cmdlet.ts';
import { readRecipientFilter } from '../recipient-filter.ts';
import {
  alreadyExists,
  notCustomized,
  notFound,
  nothingModified,
  type Refusal,
  stillInUse,
  wrongValue,
} from '../refusals.ts';

type Scope = NonNullable<ExchangeState['managementScopes']>[number];

/** The applications' roles that Exchange Online has; others are refused. */
const roles = ['Application SMTP.SendAsApp', 'Application Mail.Send', 'Application Mail.Read'];

const maxName = 64;

const tooLong = (name: string): Refusal | undefined =>
  name.length > maxName ? wrongValue('Name', `at most ${maxName} characters.`) : undefined;

const scopeShown = ({ name, filter }: Scope) => ({
  Name: name,
  Identity: name,
  RecipientFilter: filter,
  ScopeRestrictionType: 'RecipientScope',
  Exclusive: false,
});

const assignmentShown = (state: ExchangeState, { name, app, role, customResourceScope }: RoleAssignment) => ({
  Name: name,
  Identity: name,
  Role: role,
  App: app,
  RoleAssignee: state.servicePrincipals.find(({ objectId }) => objectId === app)?.displayName ?? app,
  RoleAssigneeType: 'ServicePrincipal',
  CustomResourceScope: customResourceScope ?? null,
});

const called =
  (name: string | undefined) =>
  (one: { name?: string }): boolean =>
    name !== undefined && one.name !== undefined && sameAddress(one.name, name);

const recipientsIn = (state: ExchangeState, addresses: readonly string[]): string[] =>
  recipientsOf(state)
    .map(({ address }) => address)
    .filter((address) => includesAddress(addresses, address));

/** What a Get- command shows of a list: what is named, or all that fits. */
function get<T extends { name?: string }>(
  list: readonly T[],
  name: string | undefined,
  show: (one: T) => object,
): Said {
  const found = name ? list.filter(called(name)) : list;
  return name && found.length === 0 ? { error: notFound(name) } : { output: found.map(show) };
}

/** Application RBAC: scopes, and the roles of applications in them. */
export const roleAssignments: Readonly<Record<string, Cmdlet>> = {
  'Get-ManagementScope': ({ state: { managementScopes = [] } }, parameters) =>
    get(managementScopes, text(parameters, 'Identity'), scopeShown),

  'New-ManagementScope': ({ state }, parameters) => {
    const name = given(parameters, 'Name');
    const filter = readRecipientFilter(given(parameters, 'RecipientRestrictionFilter'));
    const error = tooLong(name);
    if (error) return { error };
    if (!filter.ok) return { error: wrongValue('RecipientRestrictionFilter', filter.error) };
    state.managementScopes ??= [];
    if (state.managementScopes.some(called(name))) return { error: alreadyExists(name) };
    const scope = { name, filter: filter.value.shown };
    state.managementScopes.push(scope);
    return { output: [scopeShown(scope)] };
  },

  'Set-ManagementScope': ({ state }, parameters) => {
    const identity = given(parameters, 'Identity');
    const scope = state.managementScopes?.find(called(identity));
    if (!scope) return { error: notFound(identity) };
    const written = text(parameters, 'RecipientRestrictionFilter');
    const filter = readRecipientFilter(written ?? scope.filter);
    if (!filter.ok) return { error: wrongValue('RecipientRestrictionFilter', filter.error) };
    if (filter.value.shown === scope.filter) return { warning: nothingModified(identity) };
    scope.filter = filter.value.shown;
    for (const assignment of state.roleAssignments ?? []) {
      if (called(assignment.customResourceScope)(scope)) {
        assignment.scope = recipientsIn(state, filter.value.addresses);
      }
    }
    return {};
  },

  'Remove-ManagementScope': ({ state }, parameters) => {
    const identity = given(parameters, 'Identity');
    const scopes = state.managementScopes ?? [];
    const at = scopes.findIndex(called(identity));
    const scope = scopes[at];
    if (!scope) return { error: notFound(identity) };
    const isUsed = state.roleAssignments?.some(({ customResourceScope }) =>
      called(customResourceScope)(scope),
    );
    if (isUsed) return { error: stillInUse(identity) };
    scopes.splice(at, 1);
    return {};
  },

  'Get-ManagementRoleAssignment': ({ state }, parameters) => {
    const role = text(parameters, 'Role');
    const isWanted = (assignment: RoleAssignment) => !role || sameAddress(assignment.role, role);
    if (role && !roles.some((one) => sameAddress(one, role))) return { error: notFound(role) };
    return get((state.roleAssignments ?? []).filter(isWanted), text(parameters, 'Identity'), (assignment) =>
      assignmentShown(state, assignment),
    );
  },

  'New-ManagementRoleAssignment': ({ state }, parameters) => {
    if (state.organisation.isDehydrated) return { error: notCustomized };
    const role = roles.find((one) => sameAddress(one, given(parameters, 'Role')));
    if (!role) return { error: notFound(given(parameters, 'Role')) };
    const scopeName = text(parameters, 'CustomResourceScope');
    const scope = state.managementScopes?.find(called(scopeName));
    if (scopeName && !scope) return { error: notFound(scopeName) };
    const filter = readRecipientFilter(scope?.filter ?? '');
    return withPrincipal(state, given(parameters, 'App'), ({ objectId, displayName }) => {
      const name = text(parameters, 'Name') ?? `${role}-${displayName}`.slice(0, maxName);
      const error = tooLong(name);
      if (error) return { error };
      state.roleAssignments ??= [];
      if (state.roleAssignments.some(called(name))) return { error: alreadyExists(name) };
      const all = recipientsOf(state).map(({ address }) => address);
      const assignment: RoleAssignment = {
        name,
        app: objectId,
        role,
        scope: filter.ok ? recipientsIn(state, filter.value.addresses) : all,
        ...(scope && { customResourceScope: scope.name }),
      };
      state.roleAssignments.push(assignment);
      return { output: [assignmentShown(state, assignment)] };
    });
  },

  'Remove-ManagementRoleAssignment': ({ state }, parameters) => {
    const identity = given(parameters, 'Identity');
    const assignments = state.roleAssignments ?? [];
    const at = assignments.findIndex(called(identity));
    if (at < 0) return { error: notFound(identity) };
    assignments.splice(at, 1);
    return {};
  },

  /** `InScope` is text: True, False, or Not Run without a mailbox. */
  'Test-ServicePrincipalAuthorization': ({ state }, parameters) =>
    withPrincipal(state, given(parameters, 'Identity'), ({ objectId }) => {
      const own = (state.roleAssignments ?? []).filter(({ app }) => app === objectId);
      const rows = (isInScope: (assignment: RoleAssignment) => string) =>
        own.map((assignment) => ({
          RoleName: assignment.role,
          GrantedPermissions: assignment.role.replace('Application ', ''),
          AllowedResourceScope: assignment.customResourceScope ?? 'Organization',
          ScopeType: assignment.customResourceScope ? 'CustomRecipientScope' : 'Organization',
          InScope: isInScope(assignment),
        }));
      const resource = text(parameters, 'Resource');
      if (!resource) return { output: rows(() => 'Not Run') };
      return withRecipient(recipientsOf(state), { Identity: resource }, ({ address }) => ({
        output: rows(({ scope }) => (includesAddress(scope, address) ? 'True' : 'False')),
      }));
    }),
};
