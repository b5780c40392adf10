import type { AdministerParts } from '../../administration/administer.ts';
import { type Held, holdsOn } from '../../administration/held.ts';
import { readRoomSeen } from '../../administration/read-room.ts';
import { MOST_BURIED, type RoomSeen } from '../../administration/room-seen.ts';
import { ok } from '../../failures/result.ts';
import { type Details, defineCheck, type Judgement } from '../check.ts';
import type { Facts } from '../facts.ts';
import { judgeRoom } from '../judge-room.ts';
import { minute } from '../minute.ts';
import { refused } from '../refused.ts';
import { refusedSubmission } from '../refused-submission.ts';
import { mendedBy, releaseMended } from '../release-mended.ts';

type Needed = Pick<Facts, 'storage' | 'mailbox'> & Partial<Facts>;

/** What lies in the mailbox's room: what waits, what holds it, and what was buried. */
export const roomCheck = defineCheck({
  id: 'room',
  title: 'Room of the mailbox',
  probe: 'token',
  needs: ['storage', 'states', 'mailbox'],
  gives: ['room'],
  async look(facts, { now, acts }) {
    const { address } = facts.mailbox;
    const read = await readReleased(facts, acts);
    if (!read.ok) return refused(read.error, facts);
    const room = read.value;
    const mended = mendedBy(facts, holdsOn(address, room));
    const { heldFor, ...judgement } = judgeRoom(address, room, mended, now());
    const { failure, causes } = heldFor ? explainHold(heldFor, facts, now()) : {};
    return {
      ...(failure && { failure }),
      ...(causes && { causes }),
      ...judgement,
      details: detailsOf(room),
      facts: { room },
    };
  },
});

/** The room as it is once what is mended is released, by those who act. */
async function readReleased(facts: Needed, acts: AdministerParts | undefined) {
  const { storage, mailbox, proven = [] } = facts;
  const found = await readRoomSeen(storage.open, mailbox.address, proven);
  if (!found.ok || !acts) return found;
  const mended = mendedBy(facts, holdsOn(mailbox.address, found.value));
  const released = await releaseMended(acts, mended);
  if (released.length === 0) return ok(found.value);
  return readRoomSeen(storage.open, mailbox.address, [...proven, ...released]);
}

/** What it was that is a memory now; more than one may be behind it. */
function explainHold({ failure, said, since, sender }: Held, facts: Needed, now: number): Judgement {
  const from = sender ?? facts.mailbox.address;
  return refusedSubmission({ at: 'submit', code: failure, said }, facts, { from, refusedSince: since, now });
}

function detailsOf({ state, waiting, buried, firstTakenIn, released }: RoomSeen): Details {
  return {
    waiting: waiting.isMore ? `${waiting.count} or more` : waiting.count,
    underWay: state.inFlight.length,
    buried: buried === MOST_BURIED ? `${MOST_BURIED} or more` : buried,
    ...(firstTakenIn !== undefined && { firstTakenIn: minute(firstTakenIn) }),
    ...(state.nextTurn > 0 && { nextRing: minute(state.nextTurn) }),
    lastAccepted: state.lastAccepted > 0 ? minute(state.lastAccepted) : 'never',
    ...(released.length > 0 && { released: released.map(({ id }) => id) }),
  };
}
