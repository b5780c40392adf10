import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostOf } from './app-host.ts';

test('an entry file that throws gives a host with no functions that says so', async (t) => {
  const host = await hostOf(t, 'broken');
  assert.deepEqual(host.functions, []);
  assert.match(host.error ?? '', /the entry file is broken/);
  assert.match(
    host.output(),
    / error .*Worker was unable to load entry point "main\.cjs": .*the entry file is broken/,
  );
  assert.equal((await fetch(`${host.url}/api/anything`)).status, 404);
  await host.stop();
  assert.equal(await host.exited, 0);
});
