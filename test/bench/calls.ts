import type { Benchmark } from './benchmark.ts';
import { withDesk } from './desk.ts';

const MESSAGES = 1000;

/** What a thousand messages cost at the services that count or throttle calls. */
export const calls: Benchmark = {
  says: `token and vault calls for ${MESSAGES} messages through one host process`,
  run: (progress) =>
    withDesk(async ({ stack, startApp, enqueue, accepted }) => {
      progress(`queueing ${MESSAGES} messages`);
      await enqueue(MESSAGES);
      progress(`sending ${MESSAGES} messages`);
      const host = await startApp();
      await accepted(MESSAGES, host);
      await host.stop();

      const { entra, identity, vault, exchange } = stack;
      const answered = vault.requests.filter(({ status }) => status !== 401);
      const signs = answered.filter(({ operation }) => operation === 'keys/sign').length;
      const logins = exchange.record.filter(
        ({ stage, reply }) => stage === 'auth' && reply?.startsWith('235'),
      );
      const count = (name: string, what: string, value: number, atMost?: number) => ({
        name,
        what,
        value,
        unit: 'times',
        ...(atMost === undefined ? {} : { atMost }),
      });
      return [
        count('accepted', 'messages accepted by Exchange (stand-in)', exchange.messages.length, MESSAGES),
        count('tokenRequests', 'tokens asked for at Entra', entra.tokenRequests, 1),
        count('vaultReads', 'reads in the vault (certificate, key)', answered.length - signs, 2),
        count('vaultSigns', 'signatures by the vault', signs, 1),
        count('vaultChallenges', 'challenges (401) of the vault', vault.requests.length - answered.length),
        count('identityRequests', 'tokens asked for at the managed identity', identity.requests.length),
        count('logins', 'logins at Exchange', logins.length),
      ];
    }),
};
