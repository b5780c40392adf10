import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import type { SetupPlan } from '../../../shared/setup/plan.ts';
import type { Administrator } from '../../support/exchange-admin/administrator.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { objectId } from '../exchange/contoso.ts';
import { administratorsDesk, plan, untouched } from './exchange-tenant.ts';

const found = await findPowerShell();
const skip = reasonToSkip(found);
const desk = administratorsDesk();

const another = '99999999-8888-7777-6666-555555555555';
const noPause = 'function global:Start-Sleep {}';

/** Has sessions with these tenants open. */
const sessions = (...tenants: (string | undefined)[]) => `Connect-ExchangeOnline -ShowBanner:$false
function global:Get-ConnectionInformation {
  [CmdletBinding()] param()
  ${tenants.map((tenant) => `[pscustomobject]@{ State = 'Connected'; TenantID = '${tenant}' }`).join('\n  ')}
}`;

interface Refused {
  name: string;
  given?: Partial<SetupPlan>;
  state?: (state: ExchangeState) => void;
  administrator?: Administrator;
  script?: string;
  says: RegExp;
}

/** Nothing is changed in any of these: they are found before the first change. */
const refused: readonly Refused[] = [
  { name: 'no client id', given: { clientId: undefined }, says: /give it as -AppId/ },
  { name: 'no object id', given: { objectId: undefined }, says: /give it as -ObjectId/ },
  {
    name: 'something else for an id',
    script: "./setup-exchange.ps1 -ObjectId 'x; y'",
    says: /no GUID: give it as -ObjectId/,
  },
  {
    name: 'a mailbox that is not there',
    given: { mailboxes: [{ address: 'biling@contoso.com', senders: [] }] },
    says: /looking at SendAs biling@contoso\.com[\s\S]+ManagementObjectNotFoundException[\s\S]+#exchange-object-not-found/,
  },
  {
    name: 'a sender that is not there',
    given: { mailboxes: [{ address: 'billing@contoso.com', senders: ['nobody@contoso.com'] }] },
    says: /looking at SendAs nobody@contoso\.com/,
  },
  {
    name: 'a role without a command',
    administrator: { lacks: ['New-ServicePrincipal'] },
    says: /Your role lacks New-ServicePrincipal\.[\s\S]+#exchange-cmdlet-missing/,
  },
  {
    name: 'another object id for the application',
    state: ({ servicePrincipals }) =>
      servicePrincipals.push({ appId: plan.clientId ?? '', objectId: another, displayName: 'SendAsApp' }),
    says: new RegExp(`ObjectId ${another}[\\s\\S]+Remove-ServicePrincipal`),
  },
  {
    name: 'a session with another tenant',
    given: { tenantId: another },
    says: new RegExp(`the settings say ${another}`),
  },
  {
    name: 'a session with another tenant beside the right one',
    script: `${sessions(another, plan.tenantId)}; ./setup-exchange.ps1`,
    says: new RegExp(`belongs to tenant ${another}`),
  },
  {
    name: 'an object id that Entra does not know',
    administrator: { enterpriseApplications: () => [] },
    script: `${noPause}; ./setup-exchange.ps1`,
    says: /waiting [\s\S]+Stopped at: service principal[\s\S]+#exchange-principal-not-found/,
  },
  {
    name: 'sentences in German',
    given: { mailboxes: [{ address: 'biling@contoso.com', senders: [] }] },
    administrator: { language: 'de' },
    says: /nicht gefunden[\s\S]+#exchange-object-not-found/,
  },
];

for (const {
  name,
  given = {},
  state: spoil,
  administrator = {},
  script = './setup-exchange.ps1',
  says,
} of refused) {
  test(`${name}: it stops, and says what to do`, { skip }, async () => {
    const state = untouched();
    spoil?.(state);
    const before = structuredClone(state);
    const { run } = await desk(state, given, administrator);
    const stopped = await run(script);
    assert.equal(stopped.code, 1, stopped.out);
    assert.match(stopped.out, says);
    assert.deepEqual(state, before);
  });
}

test('a step that fails ends everything after it, and the next run goes on there', { skip }, async () => {
  const state = untouched();
  const administrator = { notFoundYet: 20 };
  const { run, calls } = await desk(state, {}, administrator);
  const stopped = await run(`${noPause}; ./setup-exchange.ps1`);
  assert.equal(stopped.code, 1);
  assert.deepEqual([...new Set(calls().map(({ cmdlet }) => cmdlet))], ['New-ServicePrincipal']);
  assert.equal(calls().length, 20);
  administrator.notFoundYet = 2;
  const gone = await run(`${noPause}; ./setup-exchange.ps1`);
  assert.equal(gone.code, 0, gone.out);
  assert.equal(state.servicePrincipals.length, 1);
});

test('former values of another application are not touched', { skip }, async () => {
  const state = untouched();
  const { run, file } = await desk(state);
  assert.equal((await run('./setup-exchange.ps1')).code, 0);
  const before = structuredClone(state);
  state.servicePrincipals.splice(0, 1, { appId: another, objectId, displayName: 'x' });
  const stopped = await run(`./setup-exchange.ps1 -AppId ${another}`);
  assert.equal(stopped.code, 1);
  assert.match(stopped.out, /belongs to the application 11111111-/);
  assert.deepEqual(state.mailboxes, before.mailboxes);
  assert.ok(existsSync(file));
});

test('an undo passes over what is gone by now', { skip }, async () => {
  const state = untouched();
  const { run } = await desk(state);
  assert.equal((await run('./setup-exchange.ps1')).code, 0);
  state.otherRecipients = [];
  const undone = await run('./undo.ps1');
  assert.equal(undone.code, 0, undone.out);
  assert.match(undone.out, /^ {2}gone +SendAs +invoices@contoso\.com$/m);
  assert.deepEqual(state.servicePrincipals, []);
});

test('a session of Security & Compliance is not taken for one of Exchange Online', { skip }, async () => {
  const { run } = await desk(untouched());
  const set = await run(`Import-Module ExchangeOnlineManagement
function global:Get-ConnectionInformation {
  [CmdletBinding()] param()
  [pscustomobject]@{ State = 'Connected'; IsEopSession = $true; TenantID = '${another}' }
}
./setup-exchange.ps1`);
  assert.equal(set.code, 0, set.out);
});

test('where everything is answered with No, it says so, and does not fail', { skip }, async () => {
  const state = untouched();
  const before = structuredClone(state);
  const { run } = await desk(state, { permissionModel: 'rbac' });
  assert.ok(found.ok);
  const answered = await run(
    `@('N') * 9 | & '${found.file}' -NoProfile -Command './setup-exchange.ps1 -Confirm; exit $LASTEXITCODE'`,
  );
  assert.equal(answered.code, 0, answered.out);
  assert.match(answered.out, /not yet/);
  assert.deepEqual(state, before);
});
