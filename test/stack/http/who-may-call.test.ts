import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Desk, onDesk } from '../../support/desk.ts';
import { hello } from './ask.ts';

/** Every HTTP function, with a method that it answers. Open are those alone that have to be. */
const expected: Record<string, { level: 'anonymous' | 'function'; method: string }> = {
  postMessage: { level: 'function', method: 'POST' },
  messageStatus: { level: 'anonymous', method: 'GET' },
  send: { level: 'function', method: 'POST' },
  alerts: { level: 'function', method: 'POST' },
  health: { level: 'anonymous', method: 'GET' },
  listMessages: { level: 'function', method: 'GET' },
  cancelMessage: { level: 'function', method: 'DELETE' },
  resendMessage: { level: 'function', method: 'POST' },
  listHolds: { level: 'function', method: 'GET' },
  pauseMail: { level: 'function', method: 'POST' },
  probeHold: { level: 'function', method: 'POST' },
  releaseHold: { level: 'function', method: 'POST' },
  status: { level: 'function', method: 'GET' },
  validate: { level: 'function', method: 'GET' },
  explain: { level: 'function', method: 'GET' },
  setup: { level: 'function', method: 'GET' },
  swagger: { level: 'function', method: 'GET' },
  openapi: { level: 'function', method: 'GET' },
};

const httpFunctions = ({ host }: Desk) => host.functions.filter(({ route }) => route !== undefined);

/** Asks a function as anybody could. */
const callOf = ({ host }: Desk, route: string, method: string, headers: Record<string, string> = {}) =>
  fetch(new URL(route.replaceAll(/\{\w+\}/g, 'x'), host.url), { method, headers });

test('every function has the level that it should have, and without a key those of `function` answer 401', () =>
  onDesk({}, async (desk) => {
    const levels = httpFunctions(desk).map(({ name, authLevel }) => [name, authLevel]);
    assert.deepEqual(
      Object.fromEntries(levels),
      Object.fromEntries(Object.entries(expected).map(([name, { level }]) => [name, level])),
    );
    for (const { name, route = '' } of httpFunctions(desk)) {
      const { level, method } = expected[name] ?? assert.fail(name);
      const { status } = await callOf(desk, route, method);
      assert.equal(status === 401, level === 'function', `${method} ${route}: ${status}`);
    }
  }));

const easyauth = { MAIL_HTTP_AUTH: 'easyauth', WEBSITE_AUTH_ENABLED: 'True' };

test('with easyauth, only who is authenticated is let in', () =>
  onDesk({ env: easyauth }, async (desk) => {
    const principal = { 'x-ms-client-principal': Buffer.from('{"auth_typ":"aad"}').toString('base64') };
    for (const { name, authLevel, route = '' } of httpFunctions(desk)) {
      const { level, method } = expected[name] ?? assert.fail(name);
      assert.equal(authLevel, 'anonymous');
      const stranger = await callOf(desk, route, method, { 'x-functions-key': desk.host.key });
      assert.equal(stranger.status === 401, level === 'function', `${method} ${route}`);
      if (level === 'anonymous') continue;
      assert.match(stranger.headers.get('content-type') ?? '', /problem\+json/);
      const { status, headers } = await callOf(desk, route, method, principal);
      assert.deepEqual([status === 401, headers.get('cache-control')], [false, 'no-store'], route);
    }
    const post = (headers: Record<string, string>) =>
      fetch(`${desk.host.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...principal, ...headers },
        body: JSON.stringify(hello()),
      });
    assert.equal((await post({})).status, 202);
    assert.equal((await post({ 'sec-fetch-site': 'same-origin' })).status, 202);
    for (const site of ['cross-site', 'same-site']) {
      assert.equal((await post({ 'sec-fetch-site': site })).status, 403, site);
    }
  }));

test('with easyauth where nobody authenticates callers, all that is not open answers 503 and says why', () =>
  onDesk({ env: { ...easyauth, WEBSITE_AUTH_ENABLED: '' } }, async (desk) => {
    for (const { name, route = '' } of httpFunctions(desk)) {
      const { level, method } = expected[name] ?? assert.fail(name);
      if (level === 'anonymous') continue;
      const answer = await callOf(desk, route, method, { 'x-ms-client-principal': 'e30=' });
      const { explanation } = (await answer.json()) as { explanation: { id: string } };
      assert.deepEqual([answer.status, explanation.id], [503, 'http-auth-unchecked'], name);
    }
  }));
