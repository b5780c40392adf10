import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { findPowerShell, reasonToSkip } from '../../support/powershell/find-powershell.ts';
import { sendOn, signIn } from '../exchange/client.ts';
import { accepted, exchangeFor, objectId } from '../exchange/contoso.ts';
import { administratorsDesk, plan, untouched } from './exchange-tenant.ts';

const found = await findPowerShell();
const skip = reasonToSkip(found);
const desk = administratorsDesk();

/** How many lines of a script's output say this. */
const count = (text: string, verdict: string) => text.match(new RegExp(`^  ${verdict} `, 'gm'))?.length ?? 0;

const rights = ({ mailboxes, otherRecipients = [], roleAssignments = [] }: ExchangeState) => ({
  fullAccess: mailboxes.map(({ fullAccess }) => fullAccess),
  sendAs: [...mailboxes, ...otherRecipients].map(({ sendAs }) => sendAs),
  assigned: roleAssignments.map(({ app, role, scope }) => ({ app, role, scope })),
});

const addresses = [...untouched().mailboxes, ...(untouched().otherRecipients ?? [])].map(
  ({ address }) => address,
);

const models = [
  {
    permissionModel: 'mailbox',
    roles: ['SMTP.SendAsApp'],
    steps: 11,
    differ: 11,
    given: {
      fullAccess: [[objectId], [objectId]],
      sendAs: [[objectId], [objectId], [objectId], [objectId]],
      assigned: [],
    },
  },
  {
    permissionModel: 'rbac',
    roles: [],
    steps: 10,
    differ: 9,
    given: {
      fullAccess: [[], []],
      sendAs: [[], [], [objectId], [objectId]],
      assigned: [
        {
          app: objectId,
          role: 'Application SMTP.SendAsApp',
          scope: addresses,
        },
      ],
    },
  },
] as const;

for (const { permissionModel, roles, steps, differ, given } of models) {
  test(`${permissionModel}: rehearsed, set up, set up again, checked, undone`, { skip }, async (t) => {
    const state = untouched();
    const { run, calls, file } = await desk(state, { permissionModel });
    const before = structuredClone(state);
    assert.equal((await run('./check.ps1')).code, 1);

    const rehearsed = await run('& ./setup-exchange.ps1 -WhatIf');
    assert.deepEqual([rehearsed.code, rehearsed.err], [0, ''], rehearsed.out);
    assert.equal(count(rehearsed.out, 'would change'), differ);
    assert.ok(rehearsed.out.includes(`Tenant ${plan.tenantId}, as admin@contoso.com`), rehearsed.out);
    assert.deepEqual(state, before);
    assert.equal(existsSync(file), false);
    assert.deepEqual(calls(), []);

    const first = await run('& ./setup-exchange.ps1');
    assert.deepEqual([first.code, first.err], [0, ''], first.out);
    assert.equal(count(first.out, 'changed'), differ);
    assert.deepEqual(rights(state), given);
    for (const one of state.mailboxes) {
      assert.equal(one.smtpClientAuthenticationDisabled, false);
      assert.equal(one.messageCopyForSMTPClientSubmissionEnabled, false);
    }
    const client = await signIn(await exchangeFor(t, state), state, { roles: [...roles] });
    assert.match((await sendOn(client)).end, accepted);

    const made = calls().length;
    const former = readFileSync(file, 'utf8');
    const second = await run('& ./setup-exchange.ps1');
    assert.equal(second.code, 0);
    assert.equal(count(second.out, 'already right'), steps);
    assert.equal(calls().length, made);
    assert.equal(readFileSync(file, 'utf8'), former);
    const checked = await run('./check.ps1');
    assert.equal(checked.code, 0, checked.out);

    const after = structuredClone(state);
    assert.equal((await run('./undo.ps1 -WhatIf')).code, 0);
    assert.deepEqual(state, after);
    const undone = await run('./undo.ps1');
    assert.deepEqual([undone.code, undone.err], [0, ''], undone.out);
    assert.deepEqual(state, before);
    assert.equal(existsSync(file), false);
    assert.ok(calls().every(({ hasChanged }) => hasChanged));
  });
}

test('an organization that was never customized is customized first, for good', { skip }, async () => {
  const state = untouched();
  state.organisation.isDehydrated = true;
  const { run } = await desk(state, { permissionModel: 'rbac' });
  const set = await run('./setup-exchange.ps1');
  assert.equal(set.code, 0, set.out);
  assert.equal(state.organisation.isDehydrated, false);
  assert.equal((await run('./setup-exchange.ps1')).code, 0);
  const undone = await run('./undo.ps1');
  assert.match(undone.out, /stays .* cannot be undone/);
  assert.equal(state.organisation.isDehydrated, false);
});

test('what was right before stays at the undo, and so does what others made', { skip }, async () => {
  const state = untouched();
  const { appId = '' } = { appId: plan.clientId };
  state.servicePrincipals.push({ appId, objectId, displayName: 'of somebody else' });
  const [billing] = state.mailboxes;
  billing?.fullAccess.push(objectId, 'another');
  const before = structuredClone(state);
  const { run } = await desk(state);
  assert.equal(count((await run('./setup-exchange.ps1')).out, 'already right'), 2);
  assert.equal((await run('./undo.ps1')).code, 0);
  assert.deepEqual(state, before);
});

test('a plan that grew changes what is new, and the undo knows both', { skip }, async () => {
  const state = untouched();
  const before = structuredClone(state);
  for (const permissionModel of ['mailbox', 'rbac'] as const) {
    const [first, second] = plan.mailboxes;
    assert.ok(first && second);
    const { run, place } = await desk(state, { permissionModel, mailboxes: [first], keepCopies: true });
    assert.equal((await run('./setup-exchange.ps1')).code, 0);
    await place({ permissionModel, mailboxes: [first, second], keepCopies: false });
    const grown = await run('./setup-exchange.ps1');
    assert.equal(grown.code, 0, grown.out);
    assert.equal((await run('./check.ps1')).code, 0);
    assert.equal((await run('./undo.ps1')).code, 0);
    assert.deepEqual(state, before);
  }
});

const names = ["O'Neil", 'O’Neil ‚x‘ ‛', '$env:PATH `n $(1+1)', 'Müller "Ü" ß', 'two\nlines', '😀'];

test('the name of the application arrives as it is', { skip }, async () => {
  const state = untouched();
  const { run, place } = await desk(state);
  for (const application of names) {
    await place({ application });
    const set = await run('./setup-exchange.ps1');
    assert.equal(set.code, 0, set.out);
    assert.equal(state.servicePrincipals[0]?.displayName, application);
    assert.equal((await run('./undo.ps1')).code, 0);
  }
});

test('it runs by -File, and under a culture with other letters and numbers', { skip }, async () => {
  const state = untouched();
  state.mailboxes = state.mailboxes.map((one) => ({ ...one, address: one.address.toUpperCase() }));
  const before = structuredClone(state);
  const { run, calls, file } = await desk(state, { permissionModel: 'rbac' });
  assert.ok(found.ok);
  const byFile = (script: string) => `& '${found.file}' -NoProfile -NonInteractive -File ${script}`;
  const rehearsed = await run(byFile('./setup-exchange.ps1 -WhatIf'));
  assert.deepEqual([rehearsed.code, count(rehearsed.out, 'would change')], [0, 9], rehearsed.out);
  assert.deepEqual([calls(), existsSync(file)], [[], false]);
  const first = await run(byFile('./setup-exchange.ps1'));
  assert.equal(first.code, 0, first.out);
  const made = calls().length;

  const turkish = "[Threading.Thread]::CurrentThread.CurrentCulture = 'tr-TR'";
  assert.equal((await run(`${turkish}; ./setup-exchange.ps1`)).code, 0);
  assert.equal(calls().length, made);
  assert.equal((await run(`${turkish}; ./check.ps1`)).code, 0);
  assert.equal((await run(`${turkish}; ./undo.ps1`)).code, 0);
  assert.deepEqual(state, before);
});

test('what is answered No to is left as it is, and its former value is kept', { skip }, async () => {
  const state = untouched();
  const before = structuredClone(state);
  const { run, file } = await desk(state);
  assert.equal((await run('./setup-exchange.ps1')).code, 0);
  assert.ok(found.ok);
  const answered = await run(
    `@('Y') + @('N') * 10 | & '${found.file}' -NoProfile -Command './undo.ps1 -Confirm'`,
  );
  assert.deepEqual([count(answered.out, 'changed'), count(answered.out, 'left')], [1, 10], answered.out);
  assert.ok(existsSync(file));
  assert.equal((await run('./undo.ps1')).code, 0);
  assert.deepEqual(state, before);
});
