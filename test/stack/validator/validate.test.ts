import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { makeContoso } from '../../../local/contoso.ts';
import { failed } from '../../../shared/failures/result.ts';
import { checksOfApp, checksOfMailbox } from '../../../shared/validator/all-checks.ts';
import { reaches } from '../../../shared/validator/probe.ts';
import type { Report } from '../../../shared/validator/report.ts';
import { type Desk, onDesk } from '../../support/desk.ts';

const ask = (desk: Desk, query = '', accept = 'application/json') =>
  fetch(`${desk.host.url}/api/validate${query}`, { headers: { accept, 'x-functions-key': desk.host.key } });

const verdictsOf = ({ checks, mailboxes }: Report) =>
  Object.fromEntries(
    [...checks, ...mailboxes.flatMap(({ checks }) => checks)].map(({ check, verdict }) => [check, verdict]),
  );

test('a set-up that is right passes, sends nothing, and a second look within seconds asks nobody', async () => {
  await onDesk({}, async (desk) => {
    await desk.enqueue({ id: 'first', to: 'ada@fabrikam.example', subject: 'x', text: 'x' });
    await desk.attempt('first');
    const answer = await ask(desk);
    const text = await answer.text();
    const report = JSON.parse(text) as Report;
    assert.equal(answer.status, 200, text);
    const reached = [...checksOfApp(failed([])), ...checksOfMailbox].filter(({ probe }) =>
      reaches('envelope', probe),
    );
    assert.deepEqual(verdictsOf(report), Object.fromEntries(reached.map(({ id }) => [id, 'pass'])));
    assert.equal(desk.exchange.messages.length, 1);
    assert.doesNotMatch(text, /eyJ|PRIVATE KEY|AccountKey/);
    const asked = desk.identity.requests.length;
    const again = (await (await ask(desk)).json()) as Report;
    assert.equal(again.at, report.at);
    assert.equal(desk.identity.requests.length, asked);
    assert.equal((await ask(desk, '?probe=nonsense')).status, 400);
    assert.equal((await ask(desk, '?mailbox=nobody@contoso.example')).status, 400);
  });
});

test('a login that is refused: 503, and the likeliest cause first with the ids of the token', async () => {
  const contoso = await makeContoso();
  contoso.exchange.servicePrincipals = [];
  await onDesk({ contoso }, async (desk) => {
    const answer = await ask(desk, '', 'text/plain');
    const text = await answer.text();
    assert.equal(answer.status, 503, text);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    const { clientId, objectId } = contoso.application;
    const [first = ''] = /New-ServicePrincipal .*/.exec(text) ?? [];
    assert.match(first, new RegExp(`-AppId ${clientId} -ObjectId ${objectId}`));
    assert.match(text, /1\. The application is not registered in Exchange Online/);
    const report = (await (await ask(desk, '?probe=login')).json()) as Report;
    assert.equal(verdictsOf(report).login, 'fail');
  });
});

test('POST /api/explain explains what was pasted, in JSON or as text', async () => {
  await onDesk({}, async (desk) => {
    const explain = (body: string, accept: string) =>
      fetch(`${desk.host.url}/api/explain`, {
        method: 'POST',
        body,
        headers: { accept, 'x-functions-key': desk.host.key },
      });
    const reply = '535 5.7.3 Authentication unsuccessful';
    const json = (await (await explain(reply, '*/*')).json()) as { version: number; id: string };
    assert.deepEqual([json.version, json.id], [1, 'login-refused']);
    assert.match(await (await explain(reply, 'text/plain')).text(), /^login-refused: /);
    assert.equal((await explain('  ', '*/*')).status, 400);
  });
});

test('npm run validate gives the same report in a terminal, and the exit code says whether something fails', async () => {
  const contoso = await makeContoso();
  contoso.application.roles = [];
  await onDesk({ contoso }, async ({ env }) => {
    const run = (...words: string[]) =>
      new Promise<{ code: unknown; out: string }>((resolve) => {
        const file = path.resolve(import.meta.dirname, '../../../scripts/validate.ts');
        execFile(process.execPath, [file, ...words], { env }, (error, out) =>
          resolve({ code: error ? error.code : 0, out }),
        );
      });
    const failing = await run();
    assert.equal(failing.code, 1, failing.out);
    assert.match(failing.out, /FAIL +Claims of the token +It has no role SMTP\.SendAsApp/);
    assert.match(failing.out, /FAIL +Login as the mailbox/);
    assert.match(failing.out, /1\. Admin consent for SMTP\.SendAsApp is missing/);
    const settings = await run('--probe', 'settings', '--json');
    assert.equal(settings.code, 0);
    assert.equal((JSON.parse(settings.out) as Report).probe, 'settings');
    assert.equal((await run('--probe', 'nonsense')).code, 2);
  });
});
