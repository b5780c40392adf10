import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { eventually, hostOf } from './app-host.ts';

test('HTTP functions', async (t) => {
  const host = await hostOf(t, 'http');
  const call = (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init);
  const told = async (path: string, init?: RequestInit) => (await (await call(path, init)).json()) as Told;
  interface Told {
    functionName: string;
    method: string;
    path: string;
    query: Record<string, string>;
    params: Record<string, string>;
    header: string;
    body: string;
  }

  await t.test('are listed with type, level and route', () => {
    assert.deepEqual(host.functions.slice(0, 2), [
      { name: 'open', type: 'httpTrigger', authLevel: 'anonymous', route: '/api/open' },
      { name: 'closed', type: 'httpTrigger', authLevel: 'function', route: '/api/closed/{id}' },
    ]);
  });

  await t.test('get method, headers, query and body', async () => {
    const body = 'a body with ü';
    const answer = await told('open?a=1&b=x%20y&a=2', {
      method: 'POST',
      body,
      headers: { 'x-test': 'here' },
    });
    assert.deepEqual(answer, {
      functionName: 'open',
      method: 'POST',
      path: '/api/open',
      query: { a: '1,2', b: 'x y' },
      params: {},
      header: 'here',
      body,
    });
  });

  await t.test('get a chunked body as an empty one', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const chunked = request(`${host.url}/api/open`, { method: 'POST' }, async (response) => {
        resolve((await response.toArray()).join(''));
      });
      chunked.on('error', reject).write('some');
      chunked.end('thing');
    });
    assert.equal((JSON.parse(text) as Told).body, '');
  });

  for (const [path, functionName, params] of [
    ['things/first', 'literal', {}],
    ['THINGS/First', 'literal', {}],
    ['things/7', 'optional', { id: '7' }],
    ['things/a%20b%2Fc/d', 'optional', { id: 'a b%2Fc', part: 'd' }],
    ['things/1/2/3', 'rest', { rest: '1/2/3' }],
  ] as const) {
    await t.test(`route ${path} is ${functionName}`, async () => {
      const answer = await told(path);
      assert.deepEqual([answer.functionName, answer.params], [functionName, params]);
    });
  }

  const { key } = host;
  const header = (value: string) => ({ headers: { 'x-functions-key': value } });
  for (const [what, path, init, status] of [
    ['no such route', 'absent', {}, 404],
    ['wrong method', 'open', { method: 'PUT' }, 404],
    ['wrong method, no key', 'closed/1', { method: 'POST' }, 404],
    ['function level without key', 'closed/1', {}, 401],
    ['function level, wrong key', 'closed/1', header('wrong'), 401],
    ['function level, header', 'closed/1', header(key), 200],
    ['function level, query', `closed/1?code=${key}`, {}, 200],
    ['admin level without key', 'master', {}, 401],
    ['admin level, header', 'master', header(key), 200],
    ['a throw', 'throws', {}, 500],
    ['no result', 'nothing', {}, 200],
  ] as const) {
    await t.test(`${what}: ${status}`, async () => {
      const response = await call(path, init);
      const body = await response.text();
      assert.equal(response.status, status);
      if (status !== 200 || path === 'nothing') assert.equal(body, '');
    });
  }

  await t.test('answer bytes as they are', async () => {
    const response = await call('bytes');
    assert.equal(response.headers.get('content-type'), 'image/x-test');
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), new Uint8Array([0, 255, 1]));
  });

  await t.test('answer status, headers, cookies and text', async () => {
    const response = await call('text', { redirect: 'manual' });
    assert.equal(response.status, 202);
    assert.equal(response.headers.get('location'), '/there');
    assert.equal(response.headers.get('content-type'), 'text/plain;charset=UTF-8');
    assert.deepEqual(response.headers.getSetCookie(), [
      'a=1%202; max-age=60; path=/; samesite=strict; secure; httponly',
      'b=2; path=/b',
    ]);
    assert.equal(await response.text(), 'grüß');
  });

  await t.test('pass through the hooks', async () => {
    const response = await call('hooked');
    assert.deepEqual([response.status, await response.text()], [201, 'from the hook']);
    assert.match(host.output(), / information hooked \*\*\* word\n/);
    assert.doesNotMatch(host.output(), /secret|Executing/);
  });

  await t.test('have their failure in the log, not in the answer', () => {
    assert.match(
      host.output(),
      / error {7}throws Executed 'Functions\.throws' \(Failed, .*\n.*not for the caller/,
    );
  });
});

test('routePrefix can be changed by a setting and invocations be shown', async (t) => {
  const host = await hostOf(t, 'http', { AzureFunctionsJobHost__extensions__http__routePrefix: '' }, [
    '--verbose',
    '--key',
    'chosen',
  ]);
  assert.equal((await fetch(`${host.url}/closed/1?code=chosen`)).status, 200);
  assert.match(host.output(), / debug {7}closed Executing 'Functions\.closed'/);
});

test('a running request is answered on SIGTERM, then the host ends', async (t) => {
  const host = await hostOf(t, 'http');
  const slow = fetch(`${host.url}/api/slow`);
  await eventually('started', () => host.output().includes('slow started'));
  const asked = Date.now();
  await Promise.all([
    host.stop(),
    slow.then(async (response) => assert.equal(await response.text(), 'slow')),
  ]);
  assert.equal(await host.exited, 0);
  assert.ok(Date.now() - asked < 2000);
});
