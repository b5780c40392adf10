import { definitions } from '../../../shared/settings/definitions.ts';
import { readSettings } from '../../../shared/settings.ts';
import { type Evaluated, ofType } from '../template.ts';
import { type Check, differences } from './check.ts';

/** Settings of the schema that the template never sets, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  MAIL_CERTIFICATE_FILE: 'a file with a private key is never deployed',
  MAIL_CERTIFICATE_PASSWORD: 'nor is its password',
  MAIL_IDENTITY_SOURCE: 'its default is what there is in Azure',
  MAIL_KEEP_COPIES: 'the set-up script reads it, the app does not',
  MAIL_SMTP_PORT: 'Exchange Online has one port',
  MAIL_VAULT_VERIFY_CHALLENGE: 'for the stand-in on the desk alone',
};

/** Settings of the Functions host. */
const ofTheHost = [
  'AzureWebJobsStorage__blobServiceUri',
  'AzureWebJobsStorage__queueServiceUri',
  'AzureWebJobsStorage__tableServiceUri',
  'AzureWebJobsStorage__credential',
  'AzureWebJobsStorage__clientId',
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
];

/** Of OpenTelemetry's exporter; absent, there are no traces. */
const ofTraces = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const isOurs = (name: string): boolean => !ofTheHost.includes(name) && name !== ofTraces;

/** The names and values of the app's settings, what only Azure knows as an expression. */
export function settingsOf(evaluated: Evaluated): [string, string][] {
  const [site] = ofType(evaluated, 'Microsoft.Web/sites');
  const settings: { name: string; value: string }[] = site?.properties.siteConfig.appSettings ?? [];
  return settings.map(({ name, value }) => [name, value]);
}

/** MAIL_STORAGE is given by its parts. */
const inSchema = (name: string): string => name.replace(/^MAIL_STORAGE__\w+$/, 'MAIL_STORAGE');

export const knownSettings: Check = {
  says: 'every setting is one of the schema or of the host',
  problems: (evaluated, { choosesAll }) => {
    const names = settingsOf(evaluated).map(([name]) => name);
    return [
      ...differences(
        'the host',
        names.filter((name) => !isOurs(name)),
        choosesAll ? [...ofTheHost, ofTraces] : ofTheHost,
      ),
      ...names
        .filter((name) => isOurs(name) && !(inSchema(name) in definitions))
        .map((name) => `nobody reads ${name}`),
    ];
  },
};

export const wholeSchema: Check = {
  says: 'every setting of the schema is set where everything is chosen, or left out with a reason',
  problems: (evaluated, { choosesAll }) => {
    if (!choosesAll) return [];
    const set = [...new Set(settingsOf(evaluated).map(([name]) => inSchema(name)))];
    return differences(
      'the template',
      set.filter(isOurs),
      Object.keys(definitions).filter((name) => !(name in leftOut)),
    );
  },
};

/** What Azure would put in place of an expression. */
const fromAzure: readonly [RegExp, string][] = [
  [/^.*\.clientId\]$/, '0b9f2f43-91d5-4e43-8f0e-6a6d3b0f9c33'],
  [/^.*\.primaryEndpoints\.(\w+)\]$/, 'https://contosomail.$1.core.windows.net/'],
  [/^.*\.vaultUri\]$/, 'https://contoso-mail.vault.azure.net/'],
];

export const readableSettings: Check = {
  says: 'the app reads its settings without a problem, but for the client ID where it is not known yet',
  problems: (evaluated) => {
    const environment = Object.fromEntries(
      settingsOf(evaluated).map(([name, value]) => [
        name,
        fromAzure.reduce((text, [expression, answer]) => text.replace(expression, answer), value),
      ]),
    );
    const read = readSettings(environment);
    const problems = read.ok ? [] : read.error;
    return problems
      .filter(
        ({ name, says }) => name !== 'MAIL_CLIENT_ID' || environment.MAIL_CLIENT_ID || says !== 'is missing',
      )
      .map(({ name, says }) => `${name} ${says}`);
  },
};
