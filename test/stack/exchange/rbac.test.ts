import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Claims } from '../../../local/exchange/authenticate.ts';
import type { ExchangeState, RoleAssignment } from '../../../local/exchange/state.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { message, secured, sendOn, signIn } from './client.ts';
import {
  accepted,
  claimsFor,
  contoso,
  exchangeFor,
  mailbox,
  objectId,
  tokenWith,
  xoauth2,
} from './contoso.ts';

const alerts = 'alerts@contoso.com';
const assignment: RoleAssignment = {
  app: objectId,
  role: 'Application SMTP.SendAsApp',
  scope: ['Billing@contoso.com'],
};

/** A tenant with role assignments and no permissions on any mailbox. */
const assigned = (...roleAssignments: RoleAssignment[]): ExchangeState => ({
  ...contoso(),
  mailboxes: [mailbox, alerts].map((address) => ({
    address,
    smtpClientAuthenticationDisabled: null,
    fullAccess: [],
    sendAs: [],
  })),
  roleAssignments,
});

const withoutRoles = (state: ExchangeState): Claims => {
  const { roles, ...claims } = claimsFor(state);
  return claims;
};

test('rbac: a mailbox in scope sends with a token without roles and no permissions', async (t) => {
  const state = assigned(assignment);
  const exchange = await exchangeFor(t, state);
  const client = await signIn(exchange, state, { roles: [] });
  assert.match((await sendOn(client)).end, accepted);
});

const refused: { name: string; user?: string; assignments: RoleAssignment[] }[] = [
  { name: 'no assignment', assignments: [] },
  { name: 'a mailbox out of scope', user: alerts, assignments: [assignment] },
  { name: 'an assignment to another application', assignments: [{ ...assignment, app: 'another' }] },
  { name: 'another role', assignments: [{ ...assignment, role: 'Application Mail.Send' }] },
];

for (const { name, user = mailbox, assignments } of refused) {
  test(`rbac: ${name}: the login is refused`, async (t) => {
    const state = assigned(...assignments);
    const { client } = await secured(t, state);
    const said = await client.ask(`AUTH XOAUTH2 ${xoauth2(user, await tokenWith(withoutRoles(state)))}`);
    assert.match(said, /^535 5\.7\.3 Authentication unsuccessful \[/);
    assert.equal(explain({ at: 'login', code: '535', said }).id, 'login-refused');
  });
}

test('rbac: a role in the token makes Exchange look at the permissions on the mailbox', async (t) => {
  const state = assigned(assignment);
  const client = await signIn(await exchangeFor(t, state), state);
  assert.match((await sendOn(client)).end, /^430 4\.2\.0 STOREDRV; mailbox logon failure; /);
});

test('rbac: a mailbox that leaves the scope while somebody is logged in cannot be opened', async (t) => {
  const state = assigned({ ...assignment, scope: [mailbox] });
  const client = await signIn(await exchangeFor(t, state), state, { roles: [] });
  state.roleAssignments = [];
  const said = (await sendOn(client)).end;
  assert.equal(explain({ at: 'submit', code: '430', said }).id, 'mailbox-logon-failure');
});

test('rbac: From may be another mailbox in scope, and none out of it', async (t) => {
  const state = assigned({ ...assignment, scope: [mailbox, alerts] });
  const client = await signIn(await exchangeFor(t, state), state, { roles: [] });
  const fromAlerts = message.replace(mailbox, alerts);
  assert.match((await sendOn(client, fromAlerts)).end, accepted);
  state.roleAssignments = [assignment];
  assert.match((await sendOn(client, fromAlerts)).end, /^554 5\.2\.252 SendAsDenied; /);
});
