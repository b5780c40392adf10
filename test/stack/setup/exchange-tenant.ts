import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after } from 'node:test';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import type { SetupPlan } from '../../../shared/setup/plan.ts';
import { setupScripts } from '../../../shared/setup/scripts.ts';
import type { Administrator } from '../../support/exchange-admin/administrator.ts';
import { type PowerShell, startPowerShell } from '../../support/powershell/start-powershell.ts';
import { claimsFor, contoso, mailbox, objectId } from '../exchange/contoso.ts';

/** A tenant that nobody has set anything up in, with two mailboxes and two addresses that they shall send as. */
export function untouched(): ExchangeState {
  const state = contoso();
  const asMade = () => ({ fullAccess: [], sendAs: [], messageCopyForSMTPClientSubmissionEnabled: true });
  return {
    ...state,
    organisation: { smtpClientAuthenticationDisabled: true },
    servicePrincipals: [],
    roleAssignments: [],
    managementScopes: [],
    mailboxes: [
      { address: mailbox, smtpClientAuthenticationDisabled: null, ...asMade() },
      { address: "o'neil@contoso.com", smtpClientAuthenticationDisabled: true, ...asMade() },
    ],
    otherRecipients: [
      { address: 'invoices@contoso.com', sendAs: [] },
      { address: 'dunning@contoso.com', sendAs: [] },
    ],
  };
}

/** What is to be set up in it. */
export const plan: SetupPlan = {
  tenantId: contoso().tenantId,
  clientId: claimsFor(contoso()).appid,
  objectId,
  application: 'SendAsApp',
  mailboxes: [
    { address: mailbox, senders: ['invoices@contoso.com', 'dunning@contoso.com'] },
    { address: "o'neil@contoso.com", senders: [] },
  ],
  permissionModel: 'mailbox',
  keepCopies: false,
  cloud: 'worldwide',
  certificate: { source: 'vault-sign', vault: 'contoso-mail', name: 'mail-app' },
};

/** The one PowerShell of a test file: started by the first test that needs it, stopped with the file. */
export function administratorsDesk() {
  let started: Promise<PowerShell> | undefined;
  after(async () => (await started)?.stop());
  let count = 0;

  /** Seats the administrator before a tenant, with the scripts for a plan in a folder of its own. */
  return async (state: ExchangeState, given: Partial<SetupPlan> = {}, administrator: Administrator = {}) => {
    started ??= startPowerShell({ state });
    const shell = await started;
    Object.assign(shell.exchange, { state, administrator });
    count += 1;
    const folder = path.join(shell.folder, `desk-${count}`);
    await mkdir(folder);
    const place = async (changed: Partial<SetupPlan>) => {
      for (const { name, text } of setupScripts({ ...plan, ...changed })) {
        await writeFile(path.join(folder, name), text);
      }
    };
    await place(given);
    const before = shell.calls.length;
    return {
      place,
      file: path.join(folder, 'former-values.json'),
      calls: () => shell.calls.slice(before),
      run: (script: string) => shell.run(`Set-Location '${folder}'; ${script}; exit $LASTEXITCODE`),
    };
  };
}
