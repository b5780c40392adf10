import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authenticate, type Claims } from '../../../local/exchange/authenticate.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { claimsFor, contoso, mailbox, objectId } from './contoso.ts';

const trace = { session: '08DE000000000001', at: new Date('2026-11-25T10:00:00.000Z') };
const bracket = '[AM0PR10CA0042.EURPRD10.PROD.OUTLOOK.COM 2026-11-25T10:00:00.000Z 08DE000000000001]';
const unsuccessful = `535 5.7.3 Authentication unsuccessful ${bracket}`;
const disabledFor = (where: string) =>
  `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ${where}. Visit https://aka.ms/smtp_auth_disabled for more information. ${bracket}`;

interface Case {
  name: string;
  user?: string;
  claims?: Partial<Claims>;
  change?: (state: ExchangeState) => void;
  /** What Exchange answers; nothing when the login succeeds. */
  reply?: string;
}

const own = (state: ExchangeState, value: boolean | null) => {
  for (const one of state.mailboxes) one.smtpClientAuthenticationDisabled = value;
};
const organisation = (state: ExchangeState) => {
  state.organisation.smtpClientAuthenticationDisabled = true;
};

const cases: Case[] = [
  { name: 'everything right' },
  { name: 'mailbox named in other case', user: 'Billing@Contoso.com' },
  { name: 'FullAccess missing: shows only later', change: (state) => state.mailboxes[0]?.fullAccess.pop() },
  { name: 'other audience', claims: { aud: 'https://graph.microsoft.com' }, reply: unsuccessful },
  { name: 'expired', claims: { exp: trace.at.getTime() / 1000 }, reply: unsuccessful },
  { name: 'other tenant', claims: { tid: 'fabrikam' }, reply: unsuccessful },
  { name: 'no roles', claims: { roles: [] }, reply: unsuccessful },
  { name: 'other role', claims: { roles: ['IMAP.AccessAsApp'] }, reply: unsuccessful },
  { name: 'other application', claims: { appid: 'another' }, reply: unsuccessful },
  { name: 'registered with another object id', claims: { oid: 'app registration' }, reply: unsuccessful },
  {
    name: 'service principal not registered',
    change: (state) => state.servicePrincipals.pop(),
    reply: unsuccessful,
  },
  { name: 'unknown mailbox', user: 'nobody@contoso.com', reply: unsuccessful },
  { name: 'a group is no mailbox', user: 'invoices@contoso.com', reply: unsuccessful },
  { name: 'organisation off, mailbox inherits', change: organisation, reply: disabledFor('Tenant') },
  {
    name: 'organisation off, mailbox on',
    change: (state) => {
      organisation(state);
      own(state, false);
    },
  },
  {
    name: 'organisation on, mailbox off',
    change: (state) => own(state, true),
    reply: disabledFor('Mailbox'),
  },
  {
    name: 'a bad token is told before the switch',
    claims: { tid: 'fabrikam' },
    change: organisation,
    reply: unsuccessful,
  },
];

for (const { name, user = mailbox, claims, change, reply } of cases) {
  test(`login: ${name}`, () => {
    const state = contoso();
    change?.(state);
    const exp = trace.at.getTime() / 1000 + 1;
    const verdict = authenticate(state, user, { ...claimsFor(state), exp, ...claims }, trace);
    assert.deepEqual(
      verdict,
      reply ? { ok: false, error: reply } : { ok: true, value: { objectId, mailbox, model: 'mailbox' } },
    );
  });
}

test('login: a token that is none', () => {
  assert.deepEqual(authenticate(contoso(), mailbox, undefined, trace), { ok: false, error: unsuccessful });
});
