import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { APP_HOLD_KNOWN_MS, APP_PARTITION } from '../mailbox/app-hold.ts';
import { PAUSED, pausedByHand } from '../mailbox/holds.ts';
import { type EndpointPause, type Hold, type MailboxState, newMailbox } from '../mailbox/mailbox-state.ts';
import { type AdministerParts, changeMailbox } from './administer.ts';
import { changeAppHold } from './app-hold-row.ts';
import { enterDirectory } from './directory.ts';
import { type HoldTarget, parseHoldId, senderKey } from './hold-id.ts';

/** `unavailable`: storage refused or gave no answer. */
export type HoldRefusal =
  | { kind: 'no-such-hold' }
  | { kind: 'paused-by-hand' }
  | { kind: 'unavailable'; fault: Fault };

/** `isRung`: what waits goes now; where the ring failed, the sweep rings within minutes. */
export interface Acted {
  isRung: boolean;
}

/**
 * What a person does to a hold and to the pause because a server is away: undefined where it ends, the same where it
 * is not touched.
 */
interface Act {
  hold(hold: Hold): Hold | undefined;
  pause(pause: EndpointPause): EndpointPause | undefined;
}

/** Ends a hold, one that a person set too; of a mailbox also the pause because a server was away. */
export const releaseHold = (parts: AdministerParts, id: string): Promise<Result<Acted, HoldRefusal>> =>
  changeHold(parts, id, { hold: () => undefined, pause: () => undefined });

/** Ends the hold that was seen, and no other that a refusal or a person has set since. */
export function releaseSeen(
  parts: AdministerParts,
  id: string,
  seen: Pick<Hold, 'failure' | 'since'>,
): Promise<Result<Acted, HoldRefusal>> {
  let isSame = false;
  return changeHold(parts, id, {
    hold(hold) {
      isSame = hold.failure === seen.failure && hold.since === seen.since;
      return isSame ? undefined : hold;
    },
    pause: (pause) => (isSame ? undefined : pause),
  });
}

/**
 * Lets one message look at once whether it is mended: the first of the room or, for the hold of all mailboxes, that
 * with the id `message`, where given. What a person paused is released, not probed.
 */
export async function probeHold(
  parts: AdministerParts,
  id: string,
  message?: string,
): Promise<Result<Acted, HoldRefusal>> {
  const now = parts.now();
  let isPaused = false;
  const probed = await changeHold(parts, id, {
    hold(hold) {
      isPaused = hold.failure === PAUSED;
      return isPaused
        ? hold
        : { ...hold, probeAt: now, ...(id === 'app' && message !== undefined && { probeBy: message }) };
    },
    pause: (pause) => ({ ...pause, until: now }),
  });
  return isPaused ? failed({ kind: 'paused-by-hand' }) : probed;
}

/**
 * Stops sending for a scope until a person releases it. What is under way is finished; another process may still take
 * messages for some seconds.
 */
export async function pauseByHand(
  parts: AdministerParts,
  target: HoldTarget,
  said: string,
): Promise<Result<void, Fault>> {
  const hold = pausedByHand(said, parts.now());
  if (target.scope === 'app') {
    const changed = await changeAppHold(parts.open(APP_PARTITION), () => hold);
    return changed.ok ? ok(undefined) : changed;
  }
  // Whoever finds the mailbox's row takes it for listed.
  const listed = await enterDirectory(parts.open, target.address);
  if (!listed.ok) return listed;
  const changed = await changeMailbox(parts, parts.open(mailboxKey(target.address)), (found) => {
    const state = found ?? newMailbox(target.address);
    if (target.scope === 'mailbox') return { ...state, hold };
    return { ...state, senderHolds: { ...state.senderHolds, [target.sender.toLowerCase()]: hold } };
  });
  return changed.ok ? ok(undefined) : changed;
}

async function changeHold(parts: AdministerParts, id: string, act: Act): Promise<Result<Acted, HoldRefusal>> {
  const named = parseHoldId(id);
  if (named === undefined) return failed({ kind: 'no-such-hold' });
  const changed =
    named === 'app'
      ? await changeAppHold(parts.open(APP_PARTITION), (hold) => {
          const next = hold && act.hold(hold);
          return next === hold ? undefined : (next ?? 'none');
        })
      : await changeMailbox(parts, parts.open(named.key), (state) => {
          if (!state) return undefined;
          return named.sender === undefined
            ? onMailbox(state, act, parts.now())
            : onSender(state, named.sender, act, parts.now());
        });
  if (!changed.ok) return failed({ kind: 'unavailable', fault: changed.error });
  if (!changed.value) return failed({ kind: 'no-such-hold' });
  const keys = named === 'app' ? parts.addresses.map(mailboxKey) : [named.key];
  // Whoever still goes by the old one would take an earlier ring for one that came too soon.
  const at = parts.now() + (named === 'app' ? APP_HOLD_KNOWN_MS + 1_000 : 0);
  const rings = await Promise.all(keys.map((key) => parts.ring(key, at)));
  return ok({ isRung: rings.every((ring) => ring.ok) });
}

function onMailbox(before: MailboxState, act: Act, now: number): MailboxState | undefined {
  const { hold, pause, ...rest } = before;
  const nextHold = hold && act.hold(hold);
  const nextPause = pause && act.pause(pause);
  if (nextHold === hold && nextPause === pause) return undefined;
  return {
    ...rest,
    ...(nextHold && { hold: nextHold }),
    ...(nextPause && { pause: nextPause }),
    ...lifted(hold, nextHold, now),
  };
}

function onSender(before: MailboxState, key: string, act: Act, now: number): MailboxState | undefined {
  const { senderHolds = {}, ...rest } = before;
  const sender = Object.keys(senderHolds).find((one) => senderKey(one) === key);
  if (sender === undefined) return undefined;
  const { [sender]: hold, ...others } = senderHolds;
  const next = hold && act.hold(hold);
  if (next === hold) return undefined;
  const holds = { ...others, ...(next && { [sender]: next }) };
  return {
    ...rest,
    // Where no sender is held the field is absent: a mailbox with it counts as held (`take-in.ts`).
    ...(Object.keys(holds).length > 0 && { senderHolds: holds }),
    ...lifted(hold, next, now),
  };
}

const lifted = (before: Hold | undefined, after: Hold | undefined, now: number) =>
  before && !after ? { lifted: { at: now, failure: before.failure } } : {};
