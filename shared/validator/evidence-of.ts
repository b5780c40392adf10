import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { Settings } from '../settings.ts';
import type { Facts } from './facts.ts';
import type { Evidence } from './rank-causes.ts';

/** What a run knows when Exchange Online refuses. `refusedSince` and `now` in milliseconds since 1970. */
export function evidenceOf(
  { settings, claims, states, mailbox }: Partial<Facts> & { settings: Settings },
  refusedSince: number | undefined,
  now: number,
  values: PlaceholderValues,
): Evidence {
  return {
    settings,
    claims,
    lastAccepted: mailbox && states?.get(mailbox.address)?.lastAccepted,
    othersAccepted: [...(states?.values() ?? [])].some(({ lastAccepted }) => lastAccepted > 0),
    refusedSince,
    now,
    values,
  };
}
