import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { enterDirectory } from './administration/directory.ts';
import { createUpkeep, type Kept } from './administration/upkeep.ts';
import { countQueued } from './azure/count-queued.ts';
import { openQueue, type PutIntoQueue } from './azure/message-queue.ts';
import { openStorage, type Storage } from './azure/storage.ts';
import { createStorageClock } from './azure/storage-clock.ts';
import { type Clock, systemClock } from './clock.ts';
import { type Explanation, explainText } from './failures/explain.ts';
import { failed } from './failures/result.ts';
import { mailIdentity } from './identity/mail-identity.ts';
import { settlePoison } from './intake/poison.ts';
import { createPutBackDelay } from './intake/put-back-delay.ts';
import { TryAgain, takeQueued } from './intake/queued.ts';
import { UNADDRESSED } from './intake/unsendable.ts';
import { type AttemptParts, attempt } from './mail/attempt.ts';
import { attemptLine, type Log } from './mail/log.ts';
import { mailboxKey } from './mail/mailbox-key.ts';
import type { Receipt } from './mail/receipt.ts';
import { openAppHold } from './mailbox/app-hold.ts';
import { openMailboxes } from './mailbox/mailboxes.ts';
import type { Report, RoomParts } from './mailbox/parts.ts';
import { takeTurn } from './mailbox/rung-turn.ts';
import { sweep } from './mailbox/sweep.ts';
import { explainSettings } from './settings/explain.ts';
import { readSettings, readStorageSettings, type Settings } from './settings.ts';
import { compose } from './smtp/compose.ts';
import { createSessionPool } from './smtp/pool.ts';
import { knownValues } from './validator/known-values.ts';
import { createValidator, type Validate } from './validator/validator.ts';
import { watch } from './validator/watch.ts';
import { withoutTokens } from './validator/without-tokens.ts';

/** What the functions may call. */
export interface App {
  /** Takes one queued message into its mailbox's room, and sends for the mailbox where nobody else does. */
  sendMail(body: unknown, receipt: Receipt, log: Log): Promise<void>;
  /** A ring: something of a mailbox may go now. */
  takeTurn(body: unknown, log: Log): Promise<void>;
  /** Looks for what waits although nobody was rung for it. */
  sweep(log: Log): Promise<void>;
  /** Settles one message of the poison queue. */
  buryPoison(body: unknown, receipt: Receipt, log: Log): Promise<void>;
  /** Looks whether everything is set up right; changes nothing. */
  validate: Validate;
  /** Validates, and logs what is not as it was the last time. */
  watch(log: Log): Promise<void>;
  /** Explains an error that somebody pasted. */
  explain(text: string): Explanation;
  /** Takes nothing new, gives turns and idle connections back. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 5_000;

/** How long a message waits while settings are broken: the host restarts the app when they are changed. */
const BROKEN_SETTINGS_SECONDS = 300;
const DAY_MS = 24 * 3_600_000;

/** Reads the settings and puts the parts together. Never throws: a broken set-up must be explainable. */
export function createApp(clock: Clock = systemClock): App {
  const settings = readSettings();
  const storageSettings = readStorageSettings();
  const storageClock = createStorageClock(clock.now, clock.atStorage);
  const opened = storageSettings.ok
    ? openStorage(storageSettings.value.storage, storageClock, clock.now)
    : failed('is missing or wrong');
  const problems = settings.ok
    ? opened.ok
      ? []
      : [{ name: 'MAIL_STORAGE' as const, says: opened.error }]
    : settings.error;
  const names = problems.map(({ name }) => name).join(', ');
  const kept =
    storageSettings.ok && opened.ok ? keeper(opened.value, storageSettings.value.queue, clock) : undefined;
  const now = storageClock.now;
  const sender = settings.ok && kept ? createSender(settings.value, kept, { ...clock, now }) : undefined;

  const validate = createValidator({
    settings,
    storage: kept && { open: kept.openPartition, queue: kept.queue, countQueued: kept.countQueued },
    // The machine's own clock, which assertions are made with: Entra refuses them where it is wrong.
    now: clock.now,
  });

  return {
    async sendMail(body, receipt, log) {
      if (sender) return sender.sendMail(body, receipt, log);
      log(explainSettings(problems));
      const back = await kept?.intoQueue(body, BROKEN_SETTINGS_SECONDS);
      if (!back?.ok) {
        throw new TryAgain(`Message ${receipt.id} was not sent: the settings are broken (${names}).`);
      }
    },
    async takeTurn(body, log) {
      if (!sender) throw new TryAgain(`No turn was taken: the settings are broken (${names}).`);
      await sender.takeTurn(body, log);
    },
    async sweep(log) {
      if (sender) await sender.sweep(log);
      else log(explainSettings(problems));
    },
    async buryPoison(body, receipt, log) {
      if (!kept)
        throw new Error('MAIL_STORAGE or MAIL_QUEUE is broken; the message stays in the poison queue.');
      const mailboxes = settings.ok ? settings.value.mailboxes : [];
      await settlePoison({ mailboxes, ...kept, putBack: kept.intoPoison, now }, body, receipt, log);
    },
    validate,
    watch: (log) => watch({ validate, open: kept?.openPartition, newId: randomUUID }, log),
    explain: (text) => explainText(withoutTokens(text), settings.ok ? knownValues(settings.value) : {}),
    close: async () => sender?.close(),
  };
}

/** What works with the storage settings alone. */
function keeper({ queues, openPartition }: Storage, queue: string, clock: Clock) {
  const later =
    (put: PutIntoQueue): PutIntoQueue =>
    (body, seconds) =>
      put(body, clock.hiddenSeconds(seconds * 1000));
  return {
    openPartition,
    queue,
    intoQueue: later(openQueue(queues, queue)),
    intoTurns: openQueue(queues, `${queue}-turns`),
    countQueued: (name: string) => countQueued(queues, name),
    intoPoison: later(openQueue(queues, `${queue}-poison`)),
  };
}

function createSender(settings: Settings, kept: ReturnType<typeof keeper>, clock: Clock) {
  const { mailboxes, cloud } = settings;
  const { openPartition } = kept;
  const { now } = clock;
  const addresses = mailboxes.map(({ address }) => address);
  const addressOf = new Map(addresses.map((address) => [mailboxKey(address), address]));
  const pool = createSessionPool({ host: cloud.smtpHost, port: settings.smtpPort });
  const token = mailIdentity(settings);
  // The log belongs to an invocation, and a turn runs within one.
  const logs = new AsyncLocalStorage<Log>();
  const ring = (mailbox: string, at: number) =>
    kept.intoTurns({ mailbox, at }, clock.hiddenSeconds(at - now()));
  const ringAll = async () => {
    for (const address of addresses) await ring(mailboxKey(address), now());
  };
  const attemptParts: AttemptParts = {
    mailboxes,
    maxMessageBytes: settings.maxMessageBytes,
    maxAgeMs: settings.policy.maxAgeMs,
    compose,
    token,
    send: pool.send,
    known: knownValues(settings),
    now,
  };
  const parts: RoomParts = {
    limits: settings.pace,
    policy: settings.policy,
    appHold: openAppHold(openPartition, now, ringAll),
    attempt: (work) => attempt(attemptParts, work),
    ring,
    list: (address) => enterDirectory(openPartition, address),
    released(key) {
      const address = addressOf.get(key);
      if (address !== undefined) pool.release(address);
    },
    report: (report) => logs.getStore()?.(lineOf(report)),
    now,
    sleep: clock.sleep,
    newId: randomUUID,
  };
  const rooms = openMailboxes(parts, openPartition);
  const upkeep = createUpkeep({
    open: openPartition,
    addresses,
    others: [UNADDRESSED],
    keepMs: settings.keepDays * DAY_MS,
    now,
  });
  const queued = {
    mailboxes,
    rooms,
    openPartition,
    putBack: kept.intoQueue,
    putBackSeconds: createPutBackDelay(now),
    now,
  };

  return {
    sendMail: (body: unknown, receipt: Receipt, log: Log) =>
      logs.run(log, () => takeQueued(queued, body, receipt, log)),
    async takeTurn(body: unknown, log: Log): Promise<void> {
      const taken = await logs.run(log, () => takeTurn({ addresses, rooms }, body));
      if (!taken.ok) throw new TryAgain(`The turn was not taken: ${taken.error.said}`);
    },
    async sweep(log: Log): Promise<void> {
      const swept = await sweep(parts, openPartition, addresses);
      if (!swept.ok) log(JSON.stringify({ event: 'sweep.failed', code: swept.error.code }));
      else if (swept.value.length > 0) log(JSON.stringify({ event: 'sweep.rang', mailboxes: swept.value }));
      const kept = await upkeep();
      if (!kept.ok) log(JSON.stringify({ event: 'upkeep.failed', code: kept.error.code }));
      else for (const event of kept.value ? upkeepEvents(kept.value) : []) log(JSON.stringify(event));
    },
    async close(): Promise<void> {
      // What is in DATA gets a moment; what does not end in it is settled by the next owner.
      const given = new AbortController();
      await Promise.race([rooms.stop(), clock.sleep(CLOSE_WITHIN_MS, given.signal)]);
      given.abort();
      pool.close();
    },
  };
}

/** What the log says of an upkeep; nothing where there was nothing to do. */
function upkeepEvents({ removed, orphans }: Kept) {
  return [
    ...(removed > 0 ? [{ event: 'upkeep.removed', messages: removed }] : []),
    ...orphans.map(({ key, count, isMore }) => ({
      event: 'mail.orphaned',
      mailbox: key,
      waiting: count,
      ...(isMore && { more: true }),
    })),
  ];
}

function lineOf({ mailbox, record, action, outcome, messageId, told, stages }: Report): string {
  return attemptLine({
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
