import type { StorageConnection } from './azure/storage.ts';
import { type Cloud, type CloudEndpoints, clouds, SUBMISSION_PORT } from './clouds.ts';
import { failed, ok, type Result } from './failures/result.ts';
import type { Policy } from './mail/decide.ts';
import type { RecipientList } from './mail/recipient-list.ts';
import type { Safety } from './mail/safety.ts';
import type { Mailbox } from './mail/sender.ts';
import { type PaceLimits, pacePresets } from './mailbox/pace.ts';
import {
  type CertificateSettings,
  type CertificateSourceName,
  certificateSources,
} from './settings/certificate-sources.ts';
import { definitions, type SettingName, type SettingValues } from './settings/definitions.ts';
import type { HttpAuth } from './settings/http-auth.ts';
import type { PermissionModel } from './settings/readers.ts';
import { type Environment, hasStorageFamily } from './settings/storage-connection.ts';

/** Everything the app is told from outside, checked. Sizes are bytes of the encoded message. */
export interface Settings {
  tenantId: string;
  clientId: string;
  cloud: CloudEndpoints;
  smtpPort: number;
  mailboxes: readonly Mailbox[];
  certificate: CertificateSettings;
  identity: { source: 'managed' | 'azure-cli'; clientId: string | undefined };
  permissionModel: PermissionModel;
  storage: StorageConnection;
  queue: string;
  /** Absent outside of Azure, and in a deployment slot. */
  functionApp?: FunctionApp;
  /** Into which it is told what became of messages. */
  resultsQueue: string | undefined;
  maxMessageBytes: number;
  /** Where producers put files that messages name. */
  attachmentsContainer: string | undefined;
  pace: PaceLimits;
  policy: Policy;
  keepDays: number;
  httpAuth: HttpAuth;
  safety: Safety;
  /** Whom the test send may write to beside the mailbox that sends. */
  testRecipients: RecipientList | undefined;
  alertTo: readonly string[] | undefined;
}

/** What Azure calls the function app and the resource group it is in. */
export interface FunctionApp {
  name: string;
  resourceGroup?: string;
}

/** One setting that is missing or wrong. `says` never repeats the value: a secret may have been pasted into it. */
export interface SettingProblem {
  name: SettingName;
  says: string;
}

/** Reads every setting and reports all problems at once. The only reader of the environment in the product. */
export function readSettings(
  environment: Environment = process.env,
): Result<Settings, readonly SettingProblem[]> {
  const problems: SettingProblem[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of Object.keys(definitions) as SettingName[]) {
    const read = readSetting(name, environment);
    if (read.ok) values[name] = read.value;
    else problems.push({ name, says: read.error });
  }
  // Only where nothing is missing or wrong do the values have the types that the schema promises.
  if (problems.length > 0) return failed(problems);
  const functionApp = readFunctionApp(environment);
  return ok({ ...fromValues(values as SettingValues), ...(functionApp && { functionApp }) });
}

/** What keeping messages needs: readable also when other settings are broken, so that nothing is lost. */
export function readStorageSettings(
  environment: Environment = process.env,
): Result<Pick<Settings, 'storage' | 'queue' | 'resultsQueue'>, readonly SettingProblem[]> {
  const storage = readSetting('MAIL_STORAGE', environment);
  const queue = readSetting('MAIL_QUEUE', environment);
  const results = readSetting('MAIL_RESULTS_QUEUE', environment);
  if (storage.ok && queue.ok) {
    return ok({
      storage: storage.value as StorageConnection,
      queue: queue.value as string,
      resultsQueue: results.ok ? (results.value as string | undefined) : undefined,
    });
  }
  return failed([
    ...(storage.ok ? [] : [{ name: 'MAIL_STORAGE' as const, says: storage.error }]),
    ...(queue.ok ? [] : [{ name: 'MAIL_QUEUE' as const, says: queue.error }]),
  ]);
}

/** Who may call, readable also when other settings are broken; whoever has a key where this one is. */
export function readHttpAuth(environment: Environment = process.env): HttpAuth {
  const read = readSetting('MAIL_HTTP_AUTH', environment);
  return read.ok ? (read.value as HttpAuth) : { mode: 'key', isChecked: false };
}

/**
 * As the platform tells each app (Microsoft Learn: Environment variables and app settings in Azure App Service); undefined
 * outside of Azure, and in a deployment slot: a command with the name alone would change the production slot.
 */
export function readFunctionApp(
  {
    WEBSITE_SITE_NAME: name,
    WEBSITE_RESOURCE_GROUP: resourceGroup,
    WEBSITE_SLOT_NAME: slot = 'Production',
  }: Environment = process.env,
): FunctionApp | undefined {
  return name && /^production$/i.test(slot) ? { name, ...(resourceGroup && { resourceGroup }) } : undefined;
}

/**
 * What the app is called where its traces go, unless OTEL_SERVICE_NAME says otherwise; undefined where they go nowhere. The
 * exporter reads where that is, and all else, from the standard variables of OpenTelemetry by itself
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 */
export function readTracing(environment: Environment = process.env): { serviceName: string } | undefined {
  const { OTEL_SDK_DISABLED: off, OTEL_TRACES_EXPORTER: exporter, WEBSITE_SITE_NAME: name } = environment;
  const endpoint =
    environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?.trim() || environment.OTEL_EXPORTER_OTLP_ENDPOINT?.trim();
  const isOff = off?.trim().toLowerCase() === 'true' || exporter?.trim() === 'none';
  return endpoint && !isOff ? { serviceName: name || 'sendasapp' } : undefined;
}

/** Names that look like settings and are none: as a rule misspelt. */
export const unknownSettings = (environment: Environment = process.env): readonly string[] =>
  Object.keys(environment).filter(
    (name) => /^MAIL_(?!STORAGE__)/.test(name) && !Object.hasOwn(definitions, name),
  );

/** What set-up scripts are written from. Absent is what an administrator has not made or chosen yet. */
export interface SetupSettings {
  tenantId?: string | undefined;
  clientId?: string | undefined;
  cloud: Cloud;
  mailboxes: readonly Mailbox[];
  certificate: {
    source: CertificateSourceName;
    vaultUrl?: string | undefined;
    name?: string | undefined;
  };
  identityClientId?: string | undefined;
  permissionModel: PermissionModel;
  keepCopies?: boolean | undefined;
}

const setupNames = [
  'MAIL_TENANT_ID',
  'MAIL_CLIENT_ID',
  'MAIL_CLOUD',
  'MAIL_MAILBOXES',
  'MAIL_CERTIFICATE_SOURCE',
  'MAIL_VAULT_URL',
  'MAIL_CERTIFICATE_NAME',
  'MAIL_IDENTITY_CLIENT_ID',
  'MAIL_PERMISSION_MODEL',
  'MAIL_KEEP_COPIES',
] as const satisfies readonly SettingName[];

/** What set-up scripts need: readable before there is an app registration, so only the mailboxes have to be named. */
export function readSetupSettings(
  environment: Environment = process.env,
): Result<SetupSettings, readonly SettingProblem[]> {
  const problems: SettingProblem[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of setupNames) {
    const isNotKnownYet =
      name !== 'MAIL_MAILBOXES' && !environment[name]?.trim() && !definitions[name].default;
    const read = isNotKnownYet ? ok(undefined) : readSetting(name, environment);
    if (read.ok) values[name] = read.value;
    else problems.push({ name, says: read.error });
  }
  if (problems.length > 0) return failed(problems);
  // As in `readSettings`, save that what is not known yet is undefined.
  const value = values as Pick<SettingValues, 'MAIL_MAILBOXES'> & Partial<SettingValues>;
  return ok({
    tenantId: value.MAIL_TENANT_ID,
    clientId: value.MAIL_CLIENT_ID,
    cloud: value.MAIL_CLOUD as Cloud,
    mailboxes: value.MAIL_MAILBOXES,
    certificate: {
      source: value.MAIL_CERTIFICATE_SOURCE as CertificateSourceName,
      vaultUrl: value.MAIL_VAULT_URL,
      name: value.MAIL_CERTIFICATE_NAME,
    },
    identityClientId: value.MAIL_IDENTITY_CLIENT_ID,
    permissionModel: value.MAIL_PERMISSION_MODEL as PermissionModel,
    keepCopies: value.MAIL_KEEP_COPIES,
  });
}

function readSetting(name: SettingName, environment: Environment): Result<unknown, string> {
  const definition = definitions[name];
  const text = environment[name]?.trim();
  if (text || (name === 'MAIL_STORAGE' && hasStorageFamily(environment)))
    return definition.read(text ?? '', environment);
  if (definition.default !== undefined) return definition.read(definition.default, environment);
  if (definition.required) return failed('is missing');
  const needed = definition.requiredWith?.find((source) => source === sourceIn(environment));
  return needed ? failed(`is missing (needed with MAIL_CERTIFICATE_SOURCE=${needed})`) : ok(undefined);
}

function sourceIn(environment: Environment): unknown {
  const source = readSetting('MAIL_CERTIFICATE_SOURCE', environment);
  return source.ok ? source.value : undefined;
}

function fromValues(value: SettingValues): Settings {
  const preset = clouds[value.MAIL_CLOUD];
  return {
    tenantId: value.MAIL_TENANT_ID,
    clientId: value.MAIL_CLIENT_ID,
    cloud: {
      ...preset,
      authorityHost: value.MAIL_AUTHORITY_HOST ?? preset.authorityHost,
      smtpHost: value.MAIL_SMTP_HOST ?? preset.smtpHost,
      tokenScope: value.MAIL_TOKEN_SCOPE ?? preset.tokenScope,
    },
    smtpPort: value.MAIL_SMTP_PORT ?? SUBMISSION_PORT,
    mailboxes: value.MAIL_MAILBOXES,
    certificate: certificateSources[value.MAIL_CERTIFICATE_SOURCE].from(value),
    identity: { source: value.MAIL_IDENTITY_SOURCE, clientId: value.MAIL_IDENTITY_CLIENT_ID },
    permissionModel: value.MAIL_PERMISSION_MODEL,
    storage: value.MAIL_STORAGE,
    queue: value.MAIL_QUEUE,
    resultsQueue: value.MAIL_RESULTS_QUEUE,
    maxMessageBytes: value.MAIL_MAX_MESSAGE_BYTES,
    attachmentsContainer: value.MAIL_ATTACHMENTS_CONTAINER,
    pace: paceFrom(value),
    policy: {
      ifUncertain: value.MAIL_IF_UNCERTAIN,
      retryForMs: value.MAIL_RETRY_FOR,
      maxAgeMs: value.MAIL_MAX_AGE,
    },
    keepDays: value.MAIL_KEEP_DAYS,
    safety: {
      redirectTo: value.MAIL_REDIRECT_TO,
      allowed: value.MAIL_ALLOWED_RECIPIENTS,
      dryRun: value.MAIL_DRY_RUN,
    },
    testRecipients: value.MAIL_TEST_RECIPIENTS,
    alertTo: value.MAIL_ALERT_TO,
    httpAuth: value.MAIL_HTTP_AUTH,
  };
}

function paceFrom({ MAIL_PACE, MAIL_PACE_WINDOW }: SettingValues): PaceLimits {
  const preset = pacePresets[MAIL_PACE];
  return MAIL_PACE === 'off' ? preset : { ...preset, windowMs: MAIL_PACE_WINDOW };
}
