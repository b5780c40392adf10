import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence } from '../../../shared/validator/rank-causes.ts';
import { rankSubmissionCauses } from '../../../shared/validator/submission-causes.ts';
import { now, rightClaims, settingsWith } from './given.ts';

const values = {
  clientId: rightClaims.appid,
  objectId: rightClaims.oid,
  mailbox: 'billing@contoso.com',
  sender: 'invoices@contoso.com',
};

const evidence = (given: Partial<Evidence> & { model?: string } = {}): Evidence => ({
  settings: settingsWith({ MAIL_PERMISSION_MODEL: given.model ?? 'mailbox' }),
  claims: given.model === 'rbac' ? { ...rightClaims, roles: [] } : rightClaims,
  lastAccepted: 0,
  refusedSince: undefined,
  now,
  values,
  ...given,
});

const cases: readonly [string, string, Evidence, RegExp, RegExp][] = [
  [
    'no FullAccess',
    'mailbox-logon-failure',
    evidence(),
    /no FullAccess on billing@contoso\.com/,
    /^Add-MailboxPermission -Identity billing@contoso\.com -User c0a8e6d2/,
  ],
  [
    'no FullAccess any more',
    'mailbox-logon-failure',
    evidence({ lastAccepted: now - 60_000, refusedSince: now }),
    /FullAccess on .* was taken away/,
    /^Add-MailboxPermission/,
  ],
  [
    'out of the scope of the role assignment',
    'mailbox-logon-failure',
    evidence({ model: 'rbac' }),
    /scope of the role assignment does not hold billing@/,
    /^New-ManagementScope -Name billing@contoso\.com .*\n.* -App c0a8e6d2/,
  ],
  [
    'model rbac, and the token has the role all the same: mailbox permissions count',
    'mailbox-logon-failure',
    evidence({ model: 'rbac', claims: rightClaims }),
    /no FullAccess/,
    /^Add-MailboxPermission/,
  ],
  [
    'no SendAs',
    'send-as-denied',
    evidence(),
    /no SendAs on invoices@contoso\.com/,
    /^Add-RecipientPermission -Identity invoices@contoso\.com -Trustee c0a8e6d2/,
  ],
  [
    'a sender out of the scope',
    'send-as-denied',
    evidence({ model: 'rbac' }),
    /scope .* does not hold invoices@/,
    /^New-ManagementScope -Name invoices@contoso\.com .*Get-Recipient -Identity invoices@/,
  ],
];

for (const [name, failure, given, cause, command] of cases) {
  test(`the likeliest cause of ${failure}: ${name}`, () => {
    const [first, ...others] = rankSubmissionCauses(failure, given) ?? [];
    assert.match(first?.cause ?? '', cause);
    assert.match(first?.command ?? '', command);
    assert.ok(others.some(({ because }) => /counted from the change itself/.test(because)));
  });
}

test('the history is told, and an alias is no cause for the mailbox’s own address', () => {
  const [first] = rankSubmissionCauses('mailbox-logon-failure', evidence({ lastAccepted: now })) ?? [];
  assert.match(first?.because ?? '', /accepted until 2026-11-25 12:00 UTC/);
  const own = rankSubmissionCauses(
    'send-as-denied',
    evidence({ values: { ...values, sender: 'billing@contoso.com' } }),
  );
  assert.ok(!own?.some(({ cause }) => /alias/.test(cause)));
});

test('a refusal that names its cause is not ranked', () => {
  assert.equal(rankSubmissionCauses('mailbox-full', evidence()), undefined);
});
