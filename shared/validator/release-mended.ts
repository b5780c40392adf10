import type { AdministerParts } from '../administration/administer.ts';
import { releaseSeen } from '../administration/administer-holds.ts';
import type { Held } from '../administration/held.ts';
import { explain } from '../failures/explain.ts';
import { steps } from '../failures/fault.ts';
import { PAUSED } from '../mailbox/holds.ts';
import type { Facts } from './facts.ts';

/**
 * Which holds a login that is taken proves to be mended: those whose failure belongs to a step at or before the login.
 * That of all mailboxes needs all of the app's checks to pass. A later failure only a sent message can disprove, and
 * what a person paused only a person releases. A hold that was not there before the login was looked at knows better.
 */
export function mendedBy(
  { session, appIsRight, before = [] }: Pick<Partial<Facts>, 'session' | 'appIsRight' | 'before'>,
  holds: readonly Held[],
): readonly Held[] {
  if (!session) return [];
  const wasThere = ({ id, since }: Held) => before.some((one) => one.id === id && one.since === since);
  return holds.filter(
    (hold) =>
      hold.failure !== PAUSED &&
      wasThere(hold) &&
      isSeenByLogin(hold) &&
      (hold.scope !== 'app' || appIsRight),
  );
}

function isSeenByLogin({ failure, said }: Held): boolean {
  const { at } = explain({ at: 'submit', code: failure, said });
  return steps.indexOf(at) <= steps.indexOf('login');
}

/** Releases them, so that what waits leaves; gives those that were there still. */
export async function releaseMended(
  acts: AdministerParts,
  mended: readonly Held[],
): Promise<readonly Held[]> {
  const released: Held[] = [];
  for (const hold of mended) if ((await releaseSeen(acts, hold.id, hold)).ok) released.push(hold);
  return released;
}
