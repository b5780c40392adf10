import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpRequest } from '@azure/functions';
import { questionOf } from '../../../functions/question-of.ts';

const post = (query: string, body: string, type = 'application/x-www-form-urlencoded') =>
  new HttpRequest({
    method: 'POST',
    url: 'https://mail.example/api/validate',
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: { 'content-type': type },
    body: { string: body },
  });

for (const [query, body, wanted] of [
  ['', '', {}],
  ['probe=token&mailbox=a@b', '', { probe: 'token', mailbox: 'a@b' }],
  ['probe=&mailbox=', '', {}],
  ['probe=token', 'probe=login', { probe: 'login' }],
  ['mailbox=a@b', 'do=release&probe=login&mailbox=', { probe: 'login' }],
  ['code=k', 'do=send&probe=login&mailbox=a%40b', { probe: 'send', mailbox: 'a@b' }],
  ['code=k&probe=login', 'do=release-hold&hold=app', { probe: 'login', release: 'app' }],
  ['do=release-hold&hold=app', '', {}],
  ['do=send', 'probe=login', { probe: 'login' }],
] as const) {
  test(`query "${query}" with form "${body}" asks ${JSON.stringify(wanted)}`, async () => {
    assert.deepEqual(JSON.parse(JSON.stringify(await questionOf(post(query, body)))), wanted);
  });
}

test('a body that is no form is not read as one', async () => {
  const question = await questionOf(post('probe=token', 'probe=login', 'text/plain'));
  assert.equal(question.probe, 'token');
});

test('to look, a browser is sent to the address of what was chosen, with its key', async () => {
  const key = 'a+b/c==';
  const query = `code=${encodeURIComponent(key)}&probe=token&mailbox=old@contoso.com`;
  const { seeOther } = await questionOf(post(query, 'do=look&probe=login&mailbox='));
  assert.equal(seeOther?.status, 303);
  const location = new URL(
    (seeOther?.headers as Record<string, string> | undefined)?.location ?? '',
    'https://x/api/validate?code=z',
  );
  assert.equal(location.pathname, '/api/validate');
  assert.deepEqual(Object.fromEntries(location.searchParams), { code: key, probe: 'login' });
});

test('to the status page a browser takes its key along, and nothing that was asked here', async () => {
  const { seeOther } = await questionOf(post('code=a%2Bb%3D&probe=login&mailbox=x', 'do=status'));
  assert.equal((seeOther?.headers as Record<string, string> | undefined)?.location, 'status?code=a%2Bb%3D');
});
