import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsOn } from '../../../shared/administration/held.ts';
import type { RoomSeen } from '../../../shared/administration/room-seen.ts';
import type { InspectedCertificate } from '../../../shared/identity/inspect-certificate.ts';
import type { TokenClaims } from '../../../shared/identity/token-claims.ts';
import { type Hold, type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { Verdict } from '../../../shared/validator/check.ts';
import { judgeCertificate } from '../../../shared/validator/checks/certificate.ts';
import { judgeClaims } from '../../../shared/validator/checks/claims.ts';
import { judgeOffer } from '../../../shared/validator/checks/ehlo.ts';
import { judgeLimits } from '../../../shared/validator/checks/limits.ts';
import { judgeRoom } from '../../../shared/validator/judge-room.ts';
import { now, rightClaims, settingsWith } from './given.ts';

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(now + days * DAY_MS);

const certificate: InspectedCertificate = {
  subject: 'CN=mail-app',
  validFrom: inDays(-1),
  validTo: inDays(300),
  keyType: 'rsa',
  keyBits: 2048,
  sha1: '',
  sha256: '',
  x5tS256: '',
};
const vault = {
  version: '2',
  newest: { version: '2', enabled: true },
  exportable: false,
  versions: undefined,
  keyReadable: false,
};

const certificates: readonly [string, Partial<InspectedCertificate>, Verdict, RegExp][] = [
  ['right', { vault }, 'pass', /300 days/],
  ['near its end', { validTo: inDays(29.5) }, 'warn', /ends in 29 days, on 2026-12-25/],
  ['not near its end yet', { validTo: inDays(30) }, 'pass', /30 days/],
  ['ended', { validTo: inDays(0) }, 'fail', /ended on 2026-11-25/],
  ['not valid yet', { validFrom: inDays(1) }, 'fail', /not valid before 2026-11-26/],
  ['a small key', { keyBits: 1024 }, 'warn', /1024 bits/],
  ['no RSA key', { keyType: 'ec', keyBits: undefined }, 'fail', /is ec/],
  [
    'disabled with no other',
    { vault: { ...vault, newest: { version: '2', enabled: false } } },
    'fail',
    /disabled/,
  ],
  [
    'an older version signs',
    { vault: { ...vault, newest: { version: '3', enabled: false } } },
    'warn',
    /newest version cannot be used \(disabled\), so 2 signs/,
  ],
  [
    'the newest is not valid yet',
    { vault: { ...vault, newest: { version: '3', notBefore: inDays(1) } } },
    'warn',
    /\(not valid yet\)/,
  ],
  [
    'the key can be read',
    { vault: { ...vault, exportable: true, keyReadable: true } },
    'warn',
    /could read the private key/,
  ],
];

for (const [name, changed, verdict, says] of certificates) {
  test(`certificate: ${name}`, () => {
    const judged = judgeCertificate({ ...certificate, ...changed }, 'vault-sign', now);
    assert.equal(judged.verdict, verdict);
    assert.match(judged.says, says);
  });
}

test('certificate: a key that can be read is no surprise where the app is told to read it', () => {
  const readable = { ...certificate, vault: { ...vault, keyReadable: true } };
  assert.equal(judgeCertificate(readable, 'vault-secret', now).verdict, 'pass');
});

const { roles: _, ...ids } = rightClaims;
const claims: readonly [string, 'mailbox' | 'rbac', TokenClaims, Verdict, RegExp][] = [
  ['right', 'mailbox', rightClaims, 'pass', /has the role/],
  [
    'the audience as an id',
    'mailbox',
    { ...rightClaims, aud: '00000002-0000-0ff1-ce00-000000000000' },
    'pass',
    /./,
  ],
  ['no role', 'mailbox', { ...ids, roles: [] }, 'fail', /roles: none.*admin consent/],
  [
    'the role of another API',
    'mailbox',
    { ...ids, roles: ['full_access_as_app'] },
    'fail',
    /full_access_as_app/,
  ],
  ['no role with RBAC', 'rbac', { ...ids, roles: [] }, 'pass', /as is right/],
  ['a role beside RBAC', 'rbac', rightClaims, 'notice', /restricts nothing/],
  ['another audience', 'mailbox', { ...rightClaims, aud: 'https://graph.microsoft.com' }, 'fail', /graph/],
  ['another application', 'mailbox', { ...rightClaims, appid: 'other' }, 'fail', /application other/],
  ['another tenant', 'mailbox', { ...rightClaims, tid: 'other' }, 'fail', /tenant other/],
  [
    'claims that are missing are no fault',
    'mailbox',
    { roles: ['SMTP.SendAsApp'] },
    'notice',
    /no object id/,
  ],
];

for (const [name, model, given, verdict, says] of claims) {
  test(`claims: ${name}`, () => {
    const judged = judgeClaims(given, settingsWith({ MAIL_PERMISSION_MODEL: model }));
    assert.equal(judged.verdict, verdict);
    assert.match(judged.says, says);
  });
}

test('claims: the command for the consent carries the client id of the token', () => {
  const { causes } = judgeClaims({ ...ids, roles: [] }, settingsWith());
  assert.match(
    causes?.[0]?.command ?? '',
    /^application=\$\(az ad sp show --id 5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22 /,
  );
});

test('claims: a domain name as tenant is compared with nothing', () => {
  assert.equal(judgeClaims(rightClaims, settingsWith({ MAIL_TENANT_ID: 'contoso.com' })).verdict, 'pass');
});

test('EHLO: XOAUTH2 has to be offered, and a smaller SIZE than the app lets through is said', () => {
  const offer = { tlsVersion: 'TLSv1.3', authMethods: ['LOGIN', 'XOAUTH2'], maxMessageBytes: 1000 };
  assert.equal(judgeOffer(offer, 1000).verdict, 'pass');
  assert.equal(judgeOffer(offer, 1001).verdict, 'warn');
  assert.equal(judgeOffer({ ...offer, maxMessageBytes: undefined }, 1001).verdict, 'pass');
  assert.equal(judgeOffer({ ...offer, authMethods: ['LOGIN'] }, 1000).verdict, 'fail');
});

const hold: Hold = {
  failure: 'mailbox-logon-failure',
  said: '430 4.2.0',
  since: now,
  probeAt: now,
  probes: 0,
};
const paused: Hold = { ...hold, failure: 'paused', said: 'for now' };
const waiting = (count: number) => ({ count, isMore: false });

const rooms: readonly [
  string,
  Partial<MailboxState>,
  Partial<Pick<RoomSeen, 'app' | 'waiting' | 'buried'>>,
  Verdict,
  RegExp,
][] = [
  ['empty', {}, {}, 'pass', /Nothing waits/],
  ['something waits', { nextTurn: now }, { waiting: waiting(3) }, 'pass', /3 wait/],
  [
    'a hold',
    { hold },
    { waiting: waiting(3) },
    'fail',
    /held since 2026-11-25 12:00 UTC \(mailbox-logon-failure\).*3 wait/,
  ],
  ['a hold of a sender', { senderHolds: { 'a@contoso.com': hold } }, {}, 'fail', /^a@contoso\.com is held/],
  ['a hold of all', {}, { app: hold }, 'fail', /^All mail is held/],
  ['paused by hand', { hold: paused }, {}, 'warn', /\(paused\)/],
  ['a pause', { pause: { since: now, until: now, probes: 0 } }, {}, 'notice', /a server was away/],
  ['buried ones', {}, { buried: 2 }, 'notice', /2 buried/],
  ['a ring that is lost', { nextTurn: now - 600_001 }, { waiting: waiting(1) }, 'warn', /has not come/],
  [
    'a late ring, and somebody sends',
    { nextTurn: now - 600_001, owner: 'x' },
    { waiting: waiting(1) },
    'pass',
    /1 wait/,
  ],
];

for (const [name, state, room, verdict, says] of rooms) {
  test(`room: ${name}`, () => {
    const address = 'billing@contoso.com';
    const seen = {
      state: { ...newMailbox(address), ...state },
      app: undefined,
      waiting: waiting(0),
      buried: 0,
      released: [],
    };
    const judged = judgeRoom(address, { ...seen, ...room }, [], now);
    assert.equal(judged.verdict, verdict);
    assert.match(judged.says, says);
    assert.equal(judged.heldFor?.failure, verdict === 'fail' ? 'mailbox-logon-failure' : undefined);
  });
}

test('room: a hold that is over as far as the login shows says who releases it, and has that as its cause', () => {
  const address = 'billing@contoso.com';
  const seen = {
    state: { ...newMailbox(address), hold },
    app: undefined,
    waiting: waiting(3),
    buried: 0,
    released: [],
  };
  const judged = judgeRoom(address, seen, holdsOn(address, seen), now);
  assert.equal(judged.verdict, 'fail');
  assert.match(judged.says, /POST \/api\/validate\?probe=login would release it/);
  assert.match(judged.causes?.[0]?.command ?? '', /^npm run holds -- release [0-9a-f]{12}$/);
});

test('room: what was released is said before what is there now', () => {
  const address = 'billing@contoso.com';
  const state = newMailbox(address);
  const released = holdsOn(address, { state: { ...state, hold }, app: undefined });
  const judged = judgeRoom(
    address,
    { state, app: undefined, waiting: waiting(3), buried: 0, released },
    [],
    now,
  );
  assert.equal(judged.verdict, 'pass');
  assert.match(
    judged.says,
    /^Released: The mailbox was held since .*\. Nothing is held; 3 waiting for their turn\.$/,
  );
});

test('limits: the share of a day, and initial domains', () => {
  const pace = { recipientsPerDay: 10_000 };
  const own = ['billing@contoso.com'];
  assert.equal(judgeLimits(own, 7_999, pace).verdict, 'pass');
  assert.equal(judgeLimits(own, 8_000, pace).verdict, 'warn');
  assert.equal(judgeLimits(own, undefined, pace).verdict, 'unknown');
  assert.equal(judgeLimits(own, undefined, { recipientsPerDay: Number.POSITIVE_INFINITY }).verdict, 'pass');
  const initial = judgeLimits(['billing@contoso.com', 'x@contoso.onmicrosoft.com'], 0, pace);
  assert.equal(initial.verdict, 'warn');
  assert.match(initial.says, /^x@contoso\.onmicrosoft\.com: /);
});
