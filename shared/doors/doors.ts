import {
  type Acted,
  type HoldRefusal,
  pauseByHand,
  probeHold,
  releaseHold,
} from '../administration/administer-holds.ts';
import { resend } from '../administration/administer-messages.ts';
import { cancelMessage } from '../administration/cancel-message.ts';
import type { MessageRefusal } from '../administration/change-message.ts';
import { holdId } from '../administration/hold-id.ts';
import { listHolds } from '../administration/list-holds.ts';
import type { FoundMessage } from '../administration/message-handle.ts';
import type { Log } from '../events/event.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Problem } from '../mail/problems.ts';
import { cursorText } from './cursor.ts';
import { findMessage, type NotFound } from './find-message.ts';
import { holdsView } from './holds-view.ts';
import { listPage } from './list-page.ts';
import { readListQuery, type WrittenQuery } from './list-query.ts';
import { messageEntry } from './message-entry.ts';
import { type Overview, readOverview } from './overview/overview.ts';
import type { DoorParts } from './parts.ts';
import { readPause } from './pause-request.ts';
import { type Posted, type PostRefusal, postMessage } from './post-message.ts';
import type { PostedBody } from './read-posted.ts';
import { readStatus } from './read-status.ts';
import { reportAlerts } from './report-alerts.ts';
import { sendNow } from './send-now.ts';

/** A question that cannot be understood, or storage that does not answer. */
export type AskRefusal =
  | { kind: 'refused'; problems: readonly Problem[] }
  | { kind: 'unavailable'; fault: Fault };

/** One page of the list; `next` leads to the one behind it. */
interface Page {
  messages: readonly { entry: ReturnType<typeof messageEntry>; message: FoundMessage }[];
  next?: string;
}

/** What the HTTP functions do once the settings are right. Handles are ids as they are handed out. */
export interface Doors {
  post(posted: PostedBody, log: Log): Promise<Result<Posted, PostRefusal>>;
  /** The test send: waits for its outcome. */
  send(posted: PostedBody & { anyway: boolean }, log: Log): ReturnType<typeof sendNow>;
  alert(body: Uint8Array, log: Log): ReturnType<typeof reportAlerts>;
  status(handle: string, token: string): ReturnType<typeof readStatus>;
  list(query: WrittenQuery): Promise<Result<Page, AskRefusal>>;
  /** How everything stands, with one message looked up. */
  overview(query: { id?: string | undefined; after?: string | undefined }): Promise<Result<Overview, Fault>>;
  cancel(handle: string): Promise<Result<FoundMessage, NotFound | MessageRefusal>>;
  resend(handle: string, mayDuplicate: boolean): Promise<Result<FoundMessage, NotFound | MessageRefusal>>;
  holds(): Promise<Result<ReturnType<typeof holdsView>, Fault>>;
  /** The value is the id of the hold. */
  pause(body: unknown): Promise<Result<string, AskRefusal>>;
  probe(hold: string): Promise<Result<Acted, HoldRefusal>>;
  release(hold: string): Promise<Result<Acted, HoldRefusal>>;
  /** The mailboxes of the settings, with their senders. */
  mailboxes: DoorParts['mailboxes'];
  /** So many bytes the JSON of a message may have. */
  mostBytes: number;
  now: () => number;
}

/** Puts the doors together. */
export function createDoors(parts: DoorParts): Doors {
  const { open, addresses, known, mailboxes, now } = parts;

  /** Does something to one message, and gives it as it was before. */
  async function act(
    handle: string,
    work: (named: { key: string; id: string }) => Promise<Result<unknown, MessageRefusal>>,
  ): Promise<Result<FoundMessage, NotFound | MessageRefusal>> {
    const found = await findMessage(parts, handle);
    if (!found.ok) return found;
    const done = await work({ key: found.value.key, id: found.value.record.id });
    return done.ok ? found : done;
  }

  return {
    post: (posted, log) => postMessage(parts, posted, log),
    send: (posted, log) => sendNow(parts, posted, log),
    alert: (body, log) => reportAlerts(parts, body, log),
    status: (handle, token) => readStatus(parts, handle, token),
    async list(written) {
      const query = readListQuery(written, addresses);
      if (!query.ok) return failed({ kind: 'refused', problems: query.error });
      const page = await listPage(open, query.value);
      if (!page.ok) return failed({ kind: 'unavailable', fault: page.error });
      const { messages, next } = page.value;
      return ok({
        messages: messages.map((message) => ({ entry: messageEntry(parts, message), message })),
        ...(next && { next: cursorText(next) }),
      });
    },
    overview: (query) => readOverview(parts, query),
    cancel: (handle) => act(handle, (named) => cancelMessage(parts, named)),
    resend: (handle, mayDuplicate) => act(handle, (named) => resend(parts, named, { mayDuplicate })),
    async holds() {
      const listed = await listHolds(parts);
      return listed.ok ? ok(holdsView(listed.value, known)) : listed;
    },
    async pause(body) {
      const read = readPause(mailboxes, body);
      if (!read.ok) return failed({ kind: 'refused', problems: read.error });
      const { target, why } = read.value;
      const paused = await pauseByHand(parts, target, why);
      return paused.ok ? ok(holdId(target)) : failed({ kind: 'unavailable', fault: paused.error });
    },
    probe: (hold) => probeHold(parts, hold),
    release: (hold) => releaseHold(parts, hold),
    mailboxes,
    mostBytes: parts.mostBytes,
    now,
  };
}
