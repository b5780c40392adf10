import { randomUUID } from 'node:crypto';
import { openStorage } from './azure/storage.ts';
import { createStorageClock } from './azure/storage-clock.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Doors } from './doors/doors.ts';
import { newToken } from './doors/status-token.ts';
import type { Log } from './events/event.ts';
import { type Explanation, explain, explainText } from './failures/explain.ts';
import type { Fault } from './failures/fault.ts';
import { failed, ok, type Result } from './failures/result.ts';
import { withoutTokens } from './failures/without-tokens.ts';
import { settlePoison } from './intake/poison.ts';
import { TryAgain } from './intake/queued.ts';
import { createKeeper } from './keeper.ts';
import type { Receipt } from './mail/receipt.ts';
import { createMailer } from './mailer.ts';
import { explainSettings } from './settings/explain.ts';
import type { HttpAuth } from './settings/http-auth.ts';
import {
  readFunctionApp,
  readHttpAuth,
  readSettings,
  readSetupSettings,
  readStorageSettings,
  readTracing,
  type SettingProblem,
  unknownSettings,
} from './settings.ts';
import { knownIds } from './setup/known-ids.ts';
import { planFrom } from './setup/plan.ts';
import { type SetupScript, setupScripts } from './setup/scripts.ts';
import { knownValues, placeValues } from './validator/known-values.ts';
import { createValidator, type Validate } from './validator/validator.ts';
import { watch } from './validator/watch.ts';

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
  /** Looks whether everything is set up right; changes nothing, unless the question says that it acts. */
  validate: Validate;
  /** Validates, and logs what is not as it was the last time. */
  watch(log: Log): Promise<void>;
  /** Explains an error that somebody pasted. */
  explain(text: string): Explanation;
  /** The scripts that set up what the settings say, or what is wrong with those. */
  setup(): Promise<Result<readonly SetupScript[], readonly SettingProblem[]>>;
  /** Who may call the HTTP functions that are not open to everybody. */
  httpAuth: HttpAuth;
  /** What the HTTP functions do, or what is wrong with the settings. */
  doors: Result<Doors, Explanation>;
  /** Ends when all is loaded that is loaded beside the bundle. */
  ready: Promise<void>;
  /** Takes nothing new, gives turns and idle connections back. */
  close(): Promise<void>;
}

/** How long a message waits while settings are broken: the host restarts the app when they are changed. */
const BROKEN_SETTINGS_SECONDS = 300;

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
    storageSettings.ok && opened.ok
      ? createKeeper(opened.value, storageSettings.value, { ...clock, now: storageClock.now })
      : undefined;
  const now = storageClock.now;
  const mailer =
    settings.ok && kept ? createMailer(settings.value, kept, { ...clock, now }, readTracing()) : undefined;

  const functionApp = readFunctionApp();
  const known = settings.ok ? knownValues(settings.value) : placeValues(functionApp);
  const validate = createValidator({
    settings,
    beside: { functionApp, unknown: unknownSettings() },
    administration: mailer?.administration,
    storage: kept && {
      open: kept.openPartition,
      openBlobs: kept.openBlobs,
      queue: kept.queue,
      countQueued: kept.countQueued,
    },
    // The machine's own clock, which assertions are made with: Entra refuses them where it is wrong.
    now: clock.now,
  });

  return {
    async sendMail(body, receipt, log) {
      if (mailer) return mailer.sendMail(body, receipt, log);
      log(explainSettings(problems));
      const back = await kept?.intoQueue(body, BROKEN_SETTINGS_SECONDS);
      if (!back?.ok) {
        throw new TryAgain(`Message ${receipt.id} was not sent: the settings are broken (${names}).`);
      }
    },
    async takeTurn(body, log) {
      if (!mailer) throw new TryAgain(`No turn was taken: the settings are broken (${names}).`);
      await mailer.takeTurn(body, log);
    },
    async sweep(log) {
      if (mailer) return mailer.sweep(log);
      log(explainSettings(problems));
      log({ event: 'sweep.ran', mailboxes: 0 });
    },
    async buryPoison(body, receipt, log) {
      if (!kept)
        throw new Error('MAIL_STORAGE or MAIL_QUEUE is broken; the message stays in the poison queue.');
      const mailboxes = settings.ok ? ok(settings.value.mailboxes) : failed(brokenSettings(problems));
      await settlePoison({ mailboxes, ...kept, putBack: kept.intoPoison, newToken, now }, body, receipt, log);
      await kept.results?.settled();
    },
    validate,
    watch: (log) => watch({ validate, open: kept?.openPartition, newId: randomUUID }, log),
    explain: (text) => explainText(withoutTokens(text), known),
    async setup() {
      const forSetup = readSetupSettings();
      if (!forSetup.ok) return forSetup;
      const ids = settings.ok ? await knownIds(settings.value) : {};
      return ok(setupScripts(planFrom(forSetup.value, ids)));
    },
    httpAuth: readHttpAuth(),
    doors: mailer ? ok(mailer.doors) : failed(explain(brokenSettings(problems), known)),
    ready: mailer?.ready ?? Promise.resolve(),
    close: async () => mailer?.close(),
  };
}

const brokenSettings = (problems: readonly SettingProblem[]): Fault => ({
  at: 'settings',
  code: 'settings-invalid',
  said: problems.map(({ name, says }) => `${name} ${says}`).join('; '),
});
