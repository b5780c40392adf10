import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { statusAway } from '../../../functions/status-away.ts';
import { pressButton } from '../../../functions/status-form.ts';
import type { Doors } from '../../../shared/doors/doors.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { message } from '../mailbox/given.ts';

const press = (query: string, body: string, doors: Partial<Doors> = {}) =>
  pressButton(
    new HttpRequest({
      method: 'POST',
      url: 'https://mail.example/api/status',
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: { string: body },
    }),
    doors as Doors,
  );

const headersOf = ({ headers }: HttpResponseInit) => headers as Record<string, string>;

const found = { key: '0123456789ab', record: message() };

for (const [body, doors, location] of [
  ['do=look&id=+a+', {}, '?code=k%2B%3D&id=a'],
  ['do=show&message=x.a', {}, '?code=k%2B%3D&id=x.a'],
  ['do=after&after=abc', {}, '?code=k%2B%3D&after=abc'],
  ['do=first', {}, '?code=k%2B%3D'],
  ['do=close', {}, '?code=k%2B%3D'],
  ['do=validate', {}, 'validate?code=k%2B%3D'],
  ['do=release-hold&hold=app', { release: async () => ok({ isRung: true }) }, '?code=k%2B%3D&done=released'],
  ['do=release-hold', { release: async () => ok({ isRung: false }) }, '?code=k%2B%3D&done=released-later'],
  [
    'do=release-hold',
    { release: async () => failed({ kind: 'no-such-hold' }) },
    '?code=k%2B%3D&done=no-such-hold',
  ],
  ['do=probe-hold', { probe: async () => ok({ isRung: true }) }, '?code=k%2B%3D&done=probed'],
  [
    'do=probe-hold',
    { probe: async () => failed({ kind: 'paused-by-hand' }) },
    '?code=k%2B%3D&done=paused-by-hand',
  ],
  [
    'do=resend&message=x.a',
    { resend: async () => failed({ kind: 'may-duplicate' }) },
    '?code=k%2B%3D&done=may-duplicate&id=x.a',
  ],
  [
    'do=resend&message=x.a',
    { resend: async (_, twice) => (twice ? failed({ kind: 'not-found' }) : ok(found)) },
    '?code=k%2B%3D&done=resent&id=x.a',
  ],
  [
    'do=resend-twice&message=x.a',
    { resend: async (_, twice) => (twice ? ok(found) : failed({ kind: 'not-found' })) },
    '?code=k%2B%3D&done=resent&id=x.a',
  ],
] as const satisfies readonly (readonly [string, Partial<Doors>, string])[]) {
  test(`${body} leads to ${location}`, async () => {
    const answer = await press('code=k%2B%3D&done=old&id=old&after=old', body, doors);
    assert.deepEqual([answer?.status, headersOf(answer ?? {}).location], [303, location]);
  });
}

for (const [what, asked] of [
  ['app', { scope: 'app', why: 'closing' }],
  ['mailbox a@b', { scope: 'mailbox', mailbox: 'a@b', why: 'closing' }],
  ['sender c@b', { scope: 'sender', sender: 'c@b', why: 'closing' }],
] as const) {
  test(`to pause: ${what}`, async () => {
    const bodies: unknown[] = [];
    const pause: Doors['pause'] = async (body) => {
      bodies.push(body);
      return ok('id');
    };
    await press('', new URLSearchParams({ do: 'pause', what, why: 'closing' }).toString(), { pause });
    assert.deepEqual(bodies, [asked]);
  });
}

test('no such button, or a body that is no form, does nothing', async () => {
  assert.equal(await press('', 'do=purge'), undefined);
  assert.equal(await press('do=release-hold', ''), undefined);
});

test('where settings are broken a browser gets a page, a program a problem', () => {
  const explanation = explain({
    at: 'settings',
    code: 'settings-invalid',
    said: 'MAIL_TENANT_ID is missing',
  });
  const page = statusAway(explanation, 'text/html', 'settings');
  assert.deepEqual([page.status, headersOf(page)['retry-after']], [503, '300']);
  assert.match(String(page.body), /MAIL_TENANT_ID is missing/);
  const problem = statusAway(explanation, '*/*', 'settings');
  assert.match(headersOf(problem)['content-type'] ?? '', /problem\+json/);
});
