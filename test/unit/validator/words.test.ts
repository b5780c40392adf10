import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import { withoutTokens } from '../../../shared/failures/without-tokens.ts';
import { readClaims } from '../../../shared/identity/token-claims.ts';
import { sayPropagation, withPropagation } from '../../../shared/validator/propagation.ts';
import { now } from './given.ts';

const jwt = (payload: unknown) =>
  `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;

test('claims of a token are read as far as they have the types that are documented', () => {
  assert.deepEqual(readClaims(jwt({ aud: 'a', oid: 7, roles: ['x', 1], exp: 9, secret: 's' })), {
    aud: 'a',
    roles: ['x'],
    exp: 9,
  });
  assert.deepEqual(readClaims(jwt({ roles: 'x' })), { roles: [] });
  for (const none of ['', 'opaque', 'a.b.c', jwt(null), jwt(5)]) assert.equal(readClaims(none), undefined);
});

test('tokens and logins are taken out of words from elsewhere, the words stay', () => {
  const xoauth2 = Buffer.from('user=billing@contoso.com\x01auth=Bearer abc\x01\x01').toString('base64');
  assert.equal(
    withoutTokens(`535 refused ${jwt({ aud: 'a-long-audience' })} after AUTH XOAUTH2 ${xoauth2}, sorry`),
    '535 refused [token] after AUTH XOAUTH2 [token], sorry',
  );
  const challenge = '334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyJ9';
  assert.equal(withoutTokens(challenge), challenge);
});

test('how long a change takes is said with its evidence and from when it counts', () => {
  assert.match(sayPropagation(now), /by third parties.*30 to 60 minutes, up to two hours.*after 10:00 UTC/);
});

test('a failure that a change may still be on its way to mend says so, and no other', () => {
  const judged = (code: string) => {
    const failure = explain({ at: 'login', code, said: '' });
    return withPropagation({ verdict: 'fail', says: 'Refused.', failure }, now).says;
  };
  assert.match(
    judged('smtp-auth-disabled-mailbox'),
    /^Refused\. A change in Exchange Online .* after 10:00 UTC/,
  );
  assert.equal(judged('mailbox-full'), 'Refused.');
});
