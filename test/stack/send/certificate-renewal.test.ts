import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAttempts } from '../../../local/attempts.ts';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { CERTIFICATE_NAME, makeContoso } from '../../../local/contoso.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';

const ROUND = 20;

/** One message each: every message logs in, and every login asks for a token. */
const mailboxes = Array.from({ length: 10 * ROUND }, (_, index) => `mailbox-${index}@contoso.example`);

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
  return { contoso, versions: entry.versions };
}

/** Queues 20 messages at a call, and says how many it has queued in all. */
function makeLoad(desk: Desk) {
  let queued = 0;
  return async () => {
    const round = mailboxes.slice(queued, queued + ROUND);
    queued += round.length;
    const letter = { to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };
    for (const from of round) await desk.enqueue({ id: from.replace(/@.*/, ''), from, ...letter });
    return queued;
  };
}

/** The status of the answers to token requests, from the `first` on. */
const tokenAnswers = (desk: Desk, first = 0) =>
  desk.entra.requests
    .filter(({ path }) => path.endsWith('/token'))
    .slice(first)
    .map(({ status }) => status);

for (const source of ['vault-sign', 'vault-secret']) {
  test(`${source}: a certificate renewed in the vault and later in Entra stops no message`, async () => {
    const { contoso, versions } = await makeBusyContoso(source);
    const env = { MAIL_CERTIFICATE_SOURCE: source, MAIL_MAILBOXES: mailboxes.join('; ') };
    await onDesk({ contoso, env }, async (desk) => {
      const enqueueRound = makeLoad(desk);
      const received = (count: number) =>
        until(`${count} messages`, desk.host, () => desk.exchange.messages.length >= count || undefined);
      await received((await enqueueRound()) / 2);

      const renewed = await makeMailCertificate({ name: 'renewed' });
      versions.push({ version: 'f'.repeat(32), certificate: renewed, enabled: true, created: new Date() });
      await received(await enqueueRound());
      // A process that has no assertion in its memory begins with the newest version.
      const second = await desk.startAnotherHost();
      try {
        while (!tokenAnswers(desk).includes(401)) await received(await enqueueRound());
        const asked = tokenAnswers(desk);
        assert.equal(asked.filter((status) => status === 401).length, 1, 'the new one is tried once');
        assert.ok(asked.length >= 4, 'tokens are renewed while messages are sent');

        // Until here assertions of the old certificate alone brought tokens, from here on those of the new one.
        contoso.application.certificates = [renewed.cert];
        const queued = await enqueueRound();
        await received(queued);
        const last = tokenAnswers(desk, asked.length);
        assert.ok(last.includes(401) && last.includes(200), String(last));
        assert.ok(
          last.filter((status) => status === 401).length <= 2,
          'the old one is refused once a process',
        );

        const attempts = await until('all attempts', desk.host, () => {
          const seen = [desk.host, second].flatMap((host) => readAttempts(host.output()));
          return seen.length >= queued ? seen : undefined;
        });
        assert.deepEqual(
          attempts.filter(({ outcome }) => outcome !== 'accepted'),
          [],
        );
        assert.equal(new Set(attempts.map(({ id }) => id)).size, queued);
        assert.ok(queued >= 60);
      } finally {
        await second.stop();
      }
    });
  });
}
