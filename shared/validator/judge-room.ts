import { type Held, holdsOn, releaseCommand } from '../administration/held.ts';
import type { RoomSeen } from '../administration/room-seen.ts';
import { PAUSED } from '../mailbox/holds.ts';
import type { Judgement } from './check.ts';
import { minute } from './minute.ts';

/** A ring that is so late is lost; `sweep` looks every five minutes. */
const LATE_MS = 10 * 60_000;

/**
 * What keeps mail from going comes first, then what somebody should look at. `heldFor` is the hold whose refusal, that
 * of a real message, is to be explained; `mended` are those that are over as far as the login shows.
 */
export function judgeRoom(
  address: string,
  room: Omit<RoomSeen, 'firstTakenIn'>,
  mended: readonly Held[],
  now: number,
): Judgement & { heldFor?: Held } {
  const { waiting, released } = room;
  const goes = released.map((hold) => `Released: ${sayHeld(hold, 'was')}`);
  const holds = holdsOn(address, room);
  const judged = holds.length > 0 ? judgeHolds(holds, mended, waiting.count) : judgeUnheld(room, now);
  return { ...judged, says: [...goes, judged.says].join(' ') };
}

function judgeHolds(
  holds: readonly Held[],
  mended: readonly Held[],
  count: number,
): Judgement & { heldFor?: Held } {
  const held = holds.map((hold) => sayHeld(hold, 'is')).join(' ');
  const isMended = ({ id }: Held) => mended.some((one) => one.id === id);
  const refusals = holds.filter(({ failure }) => failure !== PAUSED);
  const refusal = refusals.find((hold) => !isMended(hold));
  const [over] = mended;
  if (over && !refusal) {
    return {
      verdict: 'fail',
      says: `${held} ${count} waiting. The login is taken now: POST /api/validate?probe=login would release it (npm run validate -- --release).`,
      causes: [
        {
          cause: `It was mended after the hold began (${over.failure}), and the hold is there still.`,
          because: 'The login is taken now.',
          does: 'Release the hold: what waits goes, at the permitted pace.',
          command: releaseCommand(over.id),
        },
      ],
      heldFor: over,
    };
  }
  return {
    verdict: refusal ? 'fail' : 'warn',
    says: `${held} ${count} waiting. Once it is mended: ${releaseCommand((refusal ?? holds[0])?.id ?? '')}`,
    ...(refusal && { heldFor: refusal }),
  };
}

function sayHeld({ scope, sender, failure, since }: Held, is: 'is' | 'was'): string {
  const whose = { app: 'All mail', mailbox: 'The mailbox', sender }[scope];
  return `${whose} ${is} held since ${minute(since)} (${failure}).`;
}

function judgeUnheld({ state, waiting, buried }: Omit<RoomSeen, 'firstTakenIn'>, now: number): Judgement {
  const { pause, nextTurn, owner } = state;
  const { count } = waiting;
  if (count > 0 && nextTurn > 0 && nextTurn + LATE_MS < now && owner === '') {
    return {
      verdict: 'warn',
      says: `${count} waiting, and the ring of ${minute(nextTurn)} has not come: see whether the functions takeTurn and sweep run.`,
    };
  }
  if (pause) {
    return {
      verdict: 'notice',
      says: `The mailbox pauses since ${minute(pause.since)}, because a server was away; the next try is at ${minute(pause.until)}.`,
    };
  }
  if (buried > 0) {
    return {
      verdict: 'notice',
      says: `${buried} buried, each kept with its explanation: npm run buried -- list`,
    };
  }
  return {
    verdict: 'pass',
    says:
      count === 0
        ? 'Nothing waits and nothing is held.'
        : `Nothing is held; ${count} waiting for their turn.`,
  };
}
