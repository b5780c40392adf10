import type { Fault } from '../failures/fault.ts';
import type { Scope } from '../failures/known-failure.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { APP_PARTITION } from '../mailbox/app-hold.ts';
import { NEVER } from '../mailbox/holds.ts';
import type { EndpointPause, Hold, MailboxState } from '../mailbox/mailbox-state.ts';
import { connectionsNow, messagesNow } from '../mailbox/pace.ts';
import { readMailbox } from '../mailbox/turn.ts';
import { countWaiting, type Waiting } from '../mailbox/waiting.ts';
import type { AdministerParts } from './administer.ts';
import { readAppHold } from './app-hold-row.ts';
import { type HoldTarget, holdId } from './hold-id.ts';

/** A hold as an administrator sees it. Times in milliseconds since 1970. */
export interface HoldView extends Pick<Hold, 'failure' | 'said' | 'since' | 'probes'> {
  id: string;
  scope: Scope;
  sender?: string;
  /** Absent where a person paused it: nothing probes. */
  probeAt?: number;
  /** The messages that it keeps from going. */
  waiting: Waiting;
}

/** What keeps a mailbox from sending as fast as it could. */
export interface MailboxView {
  key: string;
  address: string;
  waiting: Waiting;
  underWay: number;
  /** Absent where none ever was. */
  lastAccepted?: number;
  /** Its own first, then those of its senders. */
  holds: readonly HoldView[];
  /** A server is away: nobody has to mend anything. */
  pause?: EndpointPause;
  /** Messages a minute while it is fewer than the preset's, because the server refused more. */
  pace?: number;
  /** Connections at once, likewise. */
  connections?: number;
}

export interface HoldsView {
  /** The hold that all mailboxes share. */
  app?: HoldView;
  mailboxes: readonly MailboxView[];
}

/** All holds of all mailboxes of the settings: two requests a mailbox. */
export async function listHolds(parts: AdministerParts): Promise<Result<HoldsView, Fault>> {
  const [app, ...read] = await Promise.all([
    readAppHold(parts.open(APP_PARTITION)),
    ...parts.addresses.map((address) => viewMailbox(parts, address)),
  ]);
  if (!app.ok) return app;
  const mailboxes: MailboxView[] = [];
  for (const one of read) {
    if (!one.ok) return one;
    mailboxes.push(one.value);
  }
  const all: Waiting = {
    count: mailboxes.reduce((sum, { waiting }) => sum + waiting.count, 0),
    isMore: mailboxes.some(({ waiting }) => waiting.isMore),
  };
  return ok({ ...(app.value && { app: viewHold({ scope: 'app' }, app.value, all) }), mailboxes });
}

async function viewMailbox(parts: AdministerParts, address: string): Promise<Result<MailboxView, Fault>> {
  const { limits, open, now } = parts;
  const key = mailboxKey(address);
  const [read, room] = await Promise.all([readMailbox(open(key), address), countWaiting(open(key))]);
  if (!read.ok) return read;
  if (!room.ok) return room;
  const { state } = read.value;
  const { count, isMore, bySender } = room.value;
  const senders = Object.entries(state.senderHolds ?? {}).map(([sender, hold]) =>
    viewHold({ scope: 'sender', address, sender }, hold, { count: bySender.get(sender) ?? 0, isMore }),
  );
  return ok({
    key,
    address,
    waiting: { count, isMore },
    underWay: state.inFlight.length,
    ...(state.lastAccepted > 0 && { lastAccepted: state.lastAccepted }),
    holds: [
      ...(state.hold ? [viewHold({ scope: 'mailbox', address }, state.hold, { count, isMore })] : []),
      ...senders,
    ],
    ...(state.pause && { pause: state.pause }),
    ...lowered(state, limits, now()),
  });
}

function lowered(
  state: MailboxState,
  limits: AdministerParts['limits'],
  now: number,
): Pick<MailboxView, 'pace' | 'connections'> {
  const pace = messagesNow(state, limits, now);
  const connections = connectionsNow(state, limits, now);
  return {
    ...(pace < limits.messages && { pace }),
    ...(connections < limits.connections && { connections }),
  };
}

function viewHold(target: HoldTarget, hold: Hold, waiting: Waiting): HoldView {
  const { failure, said, since, probeAt, probes } = hold;
  return {
    id: holdId(target),
    scope: target.scope,
    ...(target.scope === 'sender' && { sender: target.sender }),
    failure,
    said,
    since,
    probes,
    ...(probeAt < NEVER && { probeAt }),
    waiting,
  };
}
