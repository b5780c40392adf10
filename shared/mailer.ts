import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { AdministerParts } from './administration/administer.ts';
import { enterDirectory } from './administration/directory.ts';
import { CONTENT_CONTAINER } from './azure/content-container.ts';
import type { Clock } from './clock.ts';
import { createDoors } from './doors/doors.ts';
import { mostBodyBytes } from './doors/most-body-bytes.ts';
import { newToken } from './doors/status-token.ts';
import type { EventOf, Log } from './events/event.ts';
import { mailIdentity } from './identity/mail-identity.ts';
import { createPutBackDelay } from './intake/put-back-delay.ts';
import { TryAgain, takeQueued } from './intake/queued.ts';
import type { Keeper } from './keeper.ts';
import { type AttemptParts, attempt } from './mail/attempt.ts';
import { attemptEvent } from './mail/log.ts';
import { mailboxKey } from './mail/mailbox-key.ts';
import type { Receipt } from './mail/receipt.ts';
import type { Stores } from './mail/stored.ts';
import { openAppHold } from './mailbox/app-hold.ts';
import { openMailboxes } from './mailbox/mailboxes.ts';
import type { Report, RoomParts } from './mailbox/parts.ts';
import { takeTurn } from './mailbox/rung-turn.ts';
import type { Settings } from './settings.ts';
import { compose } from './smtp/compose.ts';
import { createSessionPool } from './smtp/pool.ts';
import { createSweeper } from './sweeper.ts';
import { openTracing } from './telemetry/open-tracing.ts';
import { knownValues } from './validator/known-values.ts';

const CLOSE_WITHIN_MS = 5_000;
const DAY_MS = 24 * 3_600_000;

/**
 * All that needs the settings to be right: sending, what people do with mailboxes, the HTTP doors. `traces` is there
 * where somebody wants them.
 */
export function createMailer(
  settings: Settings,
  kept: Keeper,
  clock: Clock,
  traces: { serviceName: string } | undefined,
) {
  const { mailboxes, cloud } = settings;
  const { openPartition } = kept;
  const { now } = clock;
  const addresses = mailboxes.map(({ address }) => address);
  const addressOf = new Map(addresses.map((address) => [mailboxKey(address), address]));
  const smtp = { host: cloud.smtpHost, port: settings.smtpPort };
  const pool = createSessionPool(smtp);
  const tracing = openTracing(traces && { ...traces, smtp, clock });
  const trace = (traceparent: string | undefined) => tracing.current().takeIn(traceparent);
  const token = mailIdentity(settings);
  const known = knownValues(settings);
  // The log belongs to an invocation, and a turn runs within one.
  const logs = new AsyncLocalStorage<Log>();
  const ring = (mailbox: string, at: number) =>
    kept.intoTurns({ mailbox, at }, clock.hiddenSeconds(at - now()));
  const ringAll = async () => {
    for (const address of addresses) await ring(mailboxKey(address), now());
  };
  const container = settings.attachmentsContainer;
  const stores: Stores = {
    content: kept.openBlobs(CONTENT_CONTAINER),
    attachments: container === undefined ? undefined : kept.openBlobs(container),
  };
  const attemptParts: AttemptParts = {
    mailboxes,
    maxMessageBytes: settings.maxMessageBytes,
    maxAgeMs: settings.policy.maxAgeMs,
    compose,
    token,
    send: pool.send,
    safety: settings.safety,
    stores,
    known,
    now,
  };
  const parts: RoomParts = {
    limits: settings.pace,
    policy: settings.policy,
    appHold: openAppHold(openPartition, now, ringAll),
    async attempt(work) {
      const span = tracing.current().attempt(work.record.traceparent);
      return { ...(await attempt(attemptParts, { ...work, begin: span.begin })), span };
    },
    ring,
    list: (address) => enterDirectory(openPartition, address),
    released(key) {
      const address = addressOf.get(key);
      if (address !== undefined) pool.release(address);
    },
    async discard(blob) {
      await stores.content.remove(blob);
    },
    report(report) {
      const event = eventOf(report);
      logs.getStore()?.(event);
      report.span?.end(event);
    },
    now,
    sleep: clock.sleep,
    newId: randomUUID,
  };
  const rooms = openMailboxes(parts, openPartition);
  const administration: AdministerParts = {
    limits: settings.pace,
    open: openPartition,
    addresses,
    ring,
    now,
    newId: randomUUID,
  };
  const queued = {
    mailboxes,
    rooms,
    openPartition,
    stores,
    putBack: kept.intoQueue,
    putBackSeconds: createPutBackDelay(now),
    newToken,
    trace,
    newId: randomUUID,
    now,
  };
  const doors = createDoors({
    ...administration,
    mailboxes,
    known,
    wake: rooms.wake,
    newToken,
    trace,
    stores,
    mostBytes: mostBodyBytes(settings.maxMessageBytes),
    alertTo: settings.alertTo,
    testRecipients: settings.testRecipients,
    sleep: clock.sleep,
  });

  return {
    administration,
    doors,
    ready: tracing.ready,
    async sendMail(body: unknown, receipt: Receipt, log: Log): Promise<void> {
      await tracing.current().during(async () => {
        await logs.run(log, () => takeQueued(queued, body, receipt, log));
        await kept.results?.settled();
      }, log);
    },
    async takeTurn(body: unknown, log: Log): Promise<void> {
      await tracing.current().during(async () => {
        const taken = await logs.run(log, () => takeTurn({ addresses, rooms }, body));
        if (!taken.ok) throw new TryAgain(`The turn was not taken: ${taken.error.said}`);
        await kept.results?.settled();
      }, log);
    },
    sweep: createSweeper({
      rooms: parts,
      open: openPartition,
      content: stores.content,
      addresses,
      keepMs: settings.keepDays * DAY_MS,
      results: kept.results,
    }),
    async close(): Promise<void> {
      // What is in DATA gets a moment; what does not end in it is settled by the next owner.
      const given = new AbortController();
      await Promise.race([rooms.stop(), clock.sleep(CLOSE_WITHIN_MS, given.signal)]);
      given.abort();
      pool.close();
      await tracing.current().close();
    },
  };
}

function eventOf(report: Report): EventOf<'mail.attempt'> {
  const { mailbox, record, action, outcome, messageId, told, stages } = report;
  return attemptEvent({
    id: record.id,
    attempt: record.attempts,
    outcome,
    action,
    mailbox,
    ...(messageId !== undefined && { messageId }),
    metadata: record.metadata,
    told: told.length,
    stages,
  });
}
