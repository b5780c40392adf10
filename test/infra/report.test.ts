import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchReport } from '../../infra/hooks/fetch-report.ts';
import { onDesk } from '../support/desk.ts';

test('the hook prints the report of the deployed app, also where something fails, and waits for an app that starts', () =>
  onDesk({}, async ({ host }) => {
    const never = () => assert.fail('waits');
    const green = await fetchReport(host, never);
    assert.ok(green.ok);
    assert.match(green.value, /^Validator, [\s\S]*\nNothing fails: /);

    const { key } = host;
    let waits = 0;
    const wait = async () => {
      waits += 1;
    };
    const away = await fetchReport({ url: 'http://127.0.0.1:1', key }, wait);
    assert.ok(!away.ok);
    assert.deepEqual([away.error.includes('127.0.0.1:1 does not answer'), waits], [true, 12]);
    const foreign = await fetchReport({ url: host.url, key: 'wrong' }, async () => {});
    assert.deepEqual(foreign, { ok: false, error: `${host.url} answers 401 and gives no report.` });
  }));

test('before the administrators did their part, the report says what is missing', () =>
  onDesk({ env: { MAIL_CLIENT_ID: '' } }, async ({ host }) => {
    const report = await fetchReport(host, () => assert.fail('waits'));
    assert.ok(report.ok);
    assert.match(report.value, /MAIL_CLIENT_ID/);
  }));
