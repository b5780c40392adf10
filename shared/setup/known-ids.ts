import { setTimeout } from 'node:timers/promises';
import { mailIdentity } from '../identity/mail-identity.ts';
import { readClaims } from '../identity/token-claims.ts';
import { whoAmI } from '../identity/who-am-i.ts';
import type { Settings } from '../settings.ts';
import { startStopwatch } from '../stopwatch.ts';
import type { KnownBeside } from './plan.ts';

/** Scripts are worth having without the ids too: nobody waits long for them. */
const WITHIN_MS = 8_000;

type KnownIds = Pick<KnownBeside, 'objectId' | 'identityId'>;

/** The object ids that tokens say: the enterprise application's, and with `federated` the managed identity's. Never fails. */
export async function knownIds(settings: Settings): Promise<KnownIds> {
  const given = new AbortController();
  const late = setTimeout(WITHIN_MS, {}, { signal: given.signal }).catch(() => ({}));
  try {
    return await Promise.race([askIds(settings), late]);
  } finally {
    given.abort();
  }
}

async function askIds(settings: Settings): Promise<KnownIds> {
  const { certificate, cloud, identity } = settings;
  const [token, own] = await Promise.all([
    mailIdentity(settings)(startStopwatch()),
    certificate.source === 'federated'
      ? whoAmI(identity, `${cloud.exchangeAudience}/.default`, 'token')
      : undefined,
  ]);
  const objectId = token.ok ? readClaims(token.value)?.oid : undefined;
  return {
    ...(objectId !== undefined && { objectId }),
    ...(own?.ok && own.value.objectId !== undefined && { identityId: own.value.objectId }),
  };
}
