import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readAttempts } from '../../../local/attempts.ts';
import { CERTIFICATE_NAME, makeContoso } from '../../../local/contoso.ts';
import type { RunningHost } from '../../../local/host/start-host.ts';
import { startAzureCli } from '../../support/azure-cli/start.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';

const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/guide.md'), 'utf8');
const section = guide.slice(
  guide.indexOf('\n## A new certificate\n'),
  guide.indexOf('\n## When it does not work\n'),
);
/** The commands of the guide, as they stand there: a new version, Entra learns it, the old one goes. */
const [renew, tellEntra, letGo, ...more] = [...section.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(
  ([, block = '']) => block,
);
assert.ok(renew && tellEntra && letGo && more.length === 0);

/** One message each: every message logs in, and every login asks for a token. */
const mailboxes = Array.from({ length: 300 }, (_, index) => `mailbox-${index}@contoso.example`);
const EVERY_MS = 100;
/** On a busy machine the stream does not run away from those who send. */
const MOST_WAITING = 10;
/** So many more accepted messages show that mail goes on. */
const ROUND = 10;

/**
 * A tenant with many mailboxes. Tokens of 50 s are renewed at every login, and the old one does not serve where that
 * fails.
 */
async function makeBusyContoso(source: string) {
  const contoso = await makeContoso();
  const entry = contoso.vault.certificates[CERTIFICATE_NAME];
  assert.ok(entry);
  entry.exportable = source === 'vault-secret';
  for (const roles of Object.values(contoso.vault.callers)) roles.push('Key Vault Secrets User');
  contoso.entra.tokenLifetimeSeconds = 50;
  contoso.exchange.mailboxes = mailboxes.map((address) => ({ ...contoso.mailbox, address }));
  return { contoso, versions: () => contoso.vault.certificates[CERTIFICATE_NAME]?.versions ?? [] };
}

/** Queues one message after the other until it is ended, whatever else goes on. */
function startStream(desk: Desk) {
  let queued = 0;
  let isEnded = false;
  const letter = { to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };
  const running = (async () => {
    for (const from of mailboxes) {
      if (isEnded) return;
      await desk.enqueue({ id: from.replace(/@.*/, ''), from, ...letter });
      queued += 1;
      do await sleep(EVERY_MS);
      while (queued - desk.exchange.messages.length > MOST_WAITING && !isEnded);
    }
    throw new Error('the stream ended before the rotation did');
  })();
  return {
    /** Waits until so many messages more than now are accepted. */
    flows: async (host: RunningHost) => {
      const goal = desk.exchange.messages.length + ROUND;
      await until(`${goal} messages`, host, () => desk.exchange.messages.length >= goal || undefined);
    },
    async end() {
      isEnded = true;
      await running;
      return queued;
    },
  };
}

/** The status of the answers to token requests, from the `first` on. */
const tokenAnswers = (desk: Desk, first = 0) =>
  desk.entra.requests
    .filter(({ path }) => path.endsWith('/token'))
    .slice(first)
    .map(({ status }) => status);

for (const source of ['vault-sign', 'vault-secret']) {
  test(`${source}: the guide's way to a new certificate, under a steady stream of mail, stops no message`, {
    skip: process.platform === 'win32',
  }, async () => {
    const { contoso, versions } = await makeBusyContoso(source);
    const az = await startAzureCli({ entra: contoso.entra, vault: contoso.vault });
    const { clientId: appId } = contoso.application;
    const PATH = `${az.folder}${path.delimiter}${process.env.PATH}`;
    const run = (script: string) =>
      promisify(execFile)('sh', ['-euc', script], { env: { ...process.env, PATH, appId } });
    const env = { MAIL_CERTIFICATE_SOURCE: source, MAIL_MAILBOXES: mailboxes.join('; ') };
    await onDesk({ contoso, env }, async (desk) => {
      const stream = startStream(desk);
      const hosts = [desk.host];
      const oneMore = async () => {
        const started = await desk.startAnotherHost();
        hosts.push(started);
        return started;
      };
      try {
        await stream.flows(desk.host);
        assert.deepEqual(new Set(tokenAnswers(desk)), new Set([200]));

        await run(renew);
        assert.equal(versions().length, 2);
        const [old, renewed] = versions().map(({ certificate }) => certificate.cert);
        // Who begins now has no assertion in its memory: it tries the new one, and then goes by the old one as the others.
        await oneMore();
        const late = tokenAnswers(desk).length;
        await until(
          'the new one to be refused',
          desk.host,
          () => tokenAnswers(desk).includes(401) || undefined,
        );
        await stream.flows(desk.host);
        assert.ok(tokenAnswers(desk, late).includes(200), 'mail goes by the old one');
        assert.equal(tokenAnswers(desk).filter((status) => status === 401).length, 1, 'tried once');

        await run(tellEntra);
        assert.deepEqual(contoso.application.certificates, [old, renewed]);
        const known = tokenAnswers(desk).length;
        await oneMore();
        await stream.flows(desk.host);
        assert.deepEqual(new Set(tokenAnswers(desk, known)), new Set([200]), 'both are right');

        await run(letGo);
        assert.deepEqual(contoso.application.certificates, [renewed]);
        assert.deepEqual(
          versions().map(({ enabled }) => enabled),
          [false, true],
        );
        const gone = tokenAnswers(desk).length;
        await stream.flows(desk.host);
        await until('the new one to bring tokens', desk.host, () => {
          const since = tokenAnswers(desk, gone);
          return since.filter((status) => status === 200).length >= ROUND || undefined;
        });
        const refused = tokenAnswers(desk, gone).filter((status) => status === 401);
        assert.ok(refused.length <= hosts.length, 'an assertion of the old one is refused once a process');

        const queued = await stream.end();
        const attempts = await until('all attempts', desk.host, () => {
          const seen = hosts.flatMap((host) => readAttempts(host.output()));
          return seen.length >= queued ? seen : undefined;
        });
        assert.deepEqual(
          attempts.filter(({ outcome }) => outcome !== 'accepted'),
          [],
          'no attempt failed: nothing was held, and nothing buried',
        );
        assert.equal(new Set(attempts.map(({ id }) => id)).size, queued);
        assert.equal(desk.exchange.messages.length, queued);
        // Repeated, the last step leaves the newest alone.
        await run(letGo);
        assert.deepEqual([contoso.application.certificates, versions()[1]?.enabled], [[renewed], true]);
      } finally {
        await stream.end().catch(() => undefined);
        for (const host of hosts.slice(1)) await host.stop();
      }
    }).finally(() => az.stop());
  });
}
