import type { Partition } from '../azure/partition.ts';
import { type Bell, createBell } from './bell.ts';
import { passed } from './crash-points.ts';
import { land, sendTaken, type Taken } from './flight.ts';
import { gate } from './gate.ts';
import { messageKey } from './keys.ts';
import { contentOf, fromValues, type MessageRecord } from './message-record.ts';
import { freeSlots } from './pace.ts';
import type { RoomParts } from './parts.ts';
import { type Place, readRoom } from './places.ts';
import { isUncovered, release, WAIT_IN_PROCESS_MS } from './release.ts';
import { leaveStep, releaseStep, renewStep, takeStep } from './steps.ts';
import type { Held } from './turn.ts';
import { createWriter, LEASE_MS } from './writer.ts';

/** A turn at work in this process. */
export interface Serving {
  /** Something new waits in the room. `turnAt` is the time of a ring that came: it is on its way no more. */
  wake(turnAt?: number): void;
  /** Takes nothing new, and gives the turn back when what is under way has landed. */
  stop(): void;
  /** A message that this turn has under way; undefined for any other. */
  underWay(id: string): MessageRecord | undefined;
  /** `again`: something waits that no ring covers, so the turn should be taken anew. */
  ended: Promise<'done' | 'again'>;
}

/** A function may run ten minutes, and a send five of them. */
const LONGEST_TURN_MS = 4 * 60_000;
const RENEW_BELOW_MS = LEASE_MS / 2;
/** What other processes put into the room is looked for so often. */
const ROOM_FRESH_MS = 5_000;
const LOOK_AGAIN_MS = 2_000;

/** Sends for the mailbox until nothing may go for a while, then gives the turn back. */
export function serve(parts: RoomParts, partition: Partition, held: Held, taken?: Taken): Serving {
  const { limits, now } = parts;
  const writer = createWriter(partition, held, parts);
  const bell: Bell = createBell(parts.sleep);
  const began = now();
  const flights = new Set<Promise<void>>();
  /** By id: what comes again meanwhile is known, whatever storage says. */
  const underWay = new Map<string, MessageRecord>();
  const rows = new Map<string, ReturnType<Partition['read']>>();
  let ready: readonly Place[] = [];
  let next = Number.POSITIVE_INFINITY;
  let roomReadAt = Number.NEGATIVE_INFINITY;
  let sending = 0;
  /** Looks into the room, or decides what to take from it. */
  let isLooking = false;
  let isTaking = false;
  let isStopping = false;
  let isReleased = false;

  const isOver = () => isStopping || writer.isOver || now() - began > LONGEST_TURN_MS;
  const isRoomUnknown = () => ready.length === 0 && (now() - roomReadAt > ROOM_FRESH_MS || next <= now());

  async function lookIntoRoom(): Promise<void> {
    const time = now();
    roomReadAt = time;
    const room = await readRoom(partition, writer.state, time);
    if (!room.ok) return lookAgainSoon();
    const inFlight = new Set(writer.state.inFlight);
    ready = room.value.ready.filter(({ id }) => !inFlight.has(id));
    next = room.value.next;
  }

  /** Storage did not answer: what waits is not known. */
  function lookAgainSoon(): void {
    ready = [];
    next = now() + LOOK_AGAIN_MS;
  }

  /** How many may be taken now, and when the next one may where it is none. */
  async function mayTake(): Promise<{ count: number; at: number }> {
    const appHold = await parts.appHold.current();
    const time = now();
    const open = gate(writer.state, limits, appHold, time);
    // One more for each connection waits for it to be free, so that none waits for storage when all end together; not
    // where a pace is kept, since it would be stamped too early.
    const ahead = limits.windowMs === 0 && open.connections === limits.connections ? limits.connections : 0;
    const free = Math.min(open.connections + ahead - sending, freeSlots(writer.state, limits, time));
    if (open.at > time || free <= 0 || !ready[0]) return { count: 0, at: open.at };
    if (appHold && !(await parts.appHold.claimProbe(ready[0].id))) {
      return { count: 0, at: time + WAIT_IN_PROCESS_MS };
    }
    return { count: free, at: open.at };
  }

  function rowOf({ id }: Place): ReturnType<Partition['read']> {
    const row = rows.get(id) ?? partition.read(messageKey(id));
    rows.set(id, row);
    return row;
  }

  async function take(count: number): Promise<void> {
    const places = ready.slice(0, count);
    ready = ready.slice(count);
    const read = await Promise.all(places.map(rowOf));
    const taking = places.map((place, index) => takeOne(place, read[index]));
    for (const place of ready.slice(0, count)) void rowOf(place);
    // An emptied list is no empty room.
    if (ready.length === 0) roomReadAt = Number.NEGATIVE_INFINITY;
    await Promise.all(taking);
  }

  async function takeOne(
    place: Place,
    row: Awaited<ReturnType<Partition['read']>> | undefined,
  ): Promise<void> {
    rows.delete(place.id);
    if (!row?.ok) return lookAgainSoon();
    const content = row.value && contentOf(row.value.values);
    if (!row.value || !content) {
      // A place without its message would be found again and again.
      await writer.write(leaveStep(place));
      return;
    }
    const record = { ...fromValues(row.value.values), state: 'sending' as const };
    const step = takeStep(limits, place, record);
    let stamp = now();
    const written = await writer.write((state, time) => {
      stamp = time;
      return step(state, time);
    });
    if (written !== 'written') return;
    passed('message-taken');
    launch({ record, content }, stamp);
  }

  function launch(one: Taken, stamp: number): void {
    sending += 1;
    underWay.set(one.record.id, one.record);
    const flight = fly(one, stamp).finally(() => {
      underWay.delete(one.record.id);
      flights.delete(flight);
      bell.ring();
    });
    flights.add(flight);
  }

  async function fly(one: Taken, stamp: number): Promise<void> {
    const attempted = await sendTaken(parts, writer, one, stamp);
    sending -= 1;
    const landing = land(parts, partition, writer, one, attempted);
    // A lone message: its end and the turn's go out together.
    const isIdle = !isLooking && !isTaking && !isRoomUnknown();
    if (flights.size === 1 && isIdle && ready.length === 0 && !Number.isFinite(next)) {
      isReleased = true;
      parts.released(partition.key);
      void writer.write(releaseStep(0));
    }
    bell.ring();
    await landing;
  }

  async function run(): Promise<'done' | 'again'> {
    if (taken) launch(taken, held.state.admissions.at(-1) ?? began);
    while (!isReleased && !writer.isOver) {
      isLooking = true;
      if (!isOver() && isRoomUnknown()) await lookIntoRoom();
      const { count, at } = isOver() || isTaking ? { count: 0, at: now() } : await mayTake();
      isLooking = false;
      if (count > 0) {
        isTaking = true;
        void take(count).finally(() => {
          isTaking = false;
          bell.ring();
        });
      }
      if (isTaking || flights.size > 0) {
        const until = at > now() ? at - now() : RENEW_BELOW_MS / 3;
        await bell.wait(Math.min(until, RENEW_BELOW_MS / 3));
        if (writer.state.leaseUntil - now() < RENEW_BELOW_MS) await writer.write(renewStep);
        continue;
      }
      const wakeAt = ready.length > 0 ? at : Math.max(at, next);
      if (!isOver() && Number.isFinite(wakeAt) && wakeAt - now() <= WAIT_IN_PROCESS_MS) {
        await bell.wait(wakeAt - now());
        continue;
      }
      parts.released(partition.key);
      await release(parts, partition, writer, isOver() ? now() : wakeAt);
      isReleased = true;
    }
    await Promise.all(flights);
    if (!isReleased) parts.released(partition.key);
    passed('released');
    return isReleased && (await isUncovered(parts, partition, writer)) ? 'again' : 'done';
  }

  return {
    wake(turnAt) {
      writer.amend((state) => (state.nextTurn === turnAt ? { ...state, nextTurn: 0 } : state));
      roomReadAt = Number.NEGATIVE_INFINITY;
      bell.ring();
    },
    stop() {
      isStopping = true;
      bell.ring();
    },
    underWay: (id) => underWay.get(id),
    ended: run(),
  };
}
