import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenClaims } from '../../../shared/identity/token-claims.ts';
import { foundValues } from '../../../shared/validator/known-values.ts';
import { rankLoginCauses } from '../../../shared/validator/login-causes.ts';
import type { Evidence } from '../../../shared/validator/rank-causes.ts';
import { now, rightClaims, settingsWith } from './given.ts';

const mailbox = { address: 'billing@contoso.com', senders: [] };
const never = 0;
const until1002 = Date.parse('2026-11-25T10:02:00Z');
const { roles: _, ...ids } = rightClaims;
const noRole: TokenClaims = { ...ids, roles: [] };

function rank(
  model: 'mailbox' | 'rbac',
  claims: TokenClaims | undefined,
  lastAccepted: number | undefined,
  refusedSince?: number,
  othersAccepted = false,
) {
  const settings = settingsWith({ MAIL_PERMISSION_MODEL: model });
  const values = foundValues({ settings, mailbox, ...(claims && { claims }) });
  const evidence: Evidence = { settings, claims, lastAccepted, refusedSince, othersAccepted, now, values };
  return rankLoginCauses(evidence);
}

const cases: readonly {
  name: string;
  model: 'mailbox' | 'rbac';
  claims: TokenClaims | undefined;
  lastAccepted: number | undefined;
  first: RegExp;
  second: RegExp;
  absent?: RegExp;
}[] = [
  {
    name: 'the audience is another service',
    model: 'mailbox',
    claims: { ...rightClaims, aud: 'https://graph.microsoft.com' },
    lastAccepted: never,
    first: /another service/,
    second: /not registered/,
  },
  {
    name: 'mailbox model without the role',
    model: 'mailbox',
    claims: noRole,
    lastAccepted: never,
    first: /Admin consent/,
    second: /has not reached every server/,
    absent: /RBAC/,
  },
  {
    name: 'mailbox model without the role, accepted before: the consent was withdrawn',
    model: 'mailbox',
    claims: noRole,
    lastAccepted: until1002,
    first: /Admin consent/,
    second: /changed a short while ago/,
  },
  {
    name: 'mailbox model with the role, never accepted',
    model: 'mailbox',
    claims: rightClaims,
    lastAccepted: never,
    first: /not registered in Exchange Online/,
    second: /has not reached every server/,
    absent: /Admin consent|RBAC/,
  },
  {
    name: 'mailbox model with the role, accepted before',
    model: 'mailbox',
    claims: rightClaims,
    lastAccepted: until1002,
    first: /changed a short while ago/,
    second: /registration .* was removed or changed/,
    absent: /not registered/,
  },
  {
    name: 'RBAC without the role, as is right there, never accepted',
    model: 'rbac',
    claims: noRole,
    lastAccepted: never,
    first: /role assignment is missing/,
    second: /not registered in Exchange Online/,
    absent: /Admin consent/,
  },
  {
    name: 'RBAC without the role, accepted before',
    model: 'rbac',
    claims: noRole,
    lastAccepted: until1002,
    first: /changed a short while ago/,
    second: /role assignment is missing/,
  },
  {
    name: 'the token cannot be read and storage neither: nothing is ruled out by guessing',
    model: 'mailbox',
    claims: undefined,
    lastAccepted: undefined,
    first: /not registered in Exchange Online/,
    second: /has not reached every server/,
    absent: /Admin consent|another service/,
  },
];

for (const { name, model, claims, lastAccepted, first, second, absent } of cases) {
  test(`535 5.7.3: ${name}`, () => {
    const causes = rank(model, claims, lastAccepted);
    assert.match(causes[0]?.cause ?? '', first);
    assert.match(causes[1]?.cause ?? '', second);
    if (absent) for (const { cause } of causes) assert.doesNotMatch(cause, absent);
  });
}

test('where another mailbox was accepted, the app is registered: this address is no mailbox, or out of scope', () => {
  const [first] = rank('mailbox', rightClaims, never, undefined, true);
  assert.match(first?.cause ?? '', /is not a mailbox of this tenant/);
  assert.match(first?.because ?? '', /Another mailbox of this app was accepted/);
  assert.match(rank('rbac', noRole, never, undefined, true)[0]?.cause ?? '', /scope does not hold/);
  assert.match(rank('mailbox', noRole, never, undefined, true)[0]?.cause ?? '', /Admin consent/);
});

test('commands carry the ids of the token and the mailbox', () => {
  const [registration] = rank('mailbox', rightClaims, never);
  assert.match(
    registration?.command ?? '',
    /^New-ServicePrincipal -AppId 5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22 -ObjectId c0a8e6d2-7f43-4b19-8e55-2d9b71f3a604 /m,
  );
  const rbac = rank('rbac', noRole, never).find(({ cause }) => /role assignment/.test(cause));
  assert.match(
    rbac?.command ?? '',
    /Test-ServicePrincipalAuthorization -Identity c0a8e6d2-\S+ -Resource billing@contoso\.com/,
  );
});

test('the history of the mailbox and the time of a change are said', () => {
  const [first] = rank('mailbox', rightClaims, until1002, until1002 + 180_000);
  assert.match(
    first?.because ?? '',
    /accepted until 2026-11-25 10:02 UTC and is refused since 2026-11-25 10:05 UTC/,
  );
  assert.match(first?.because ?? '', /third parties.*one made after 10:00 UTC/);
});
