import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitions, type SettingName } from '../../shared/settings/definitions.ts';
import {
  readFunctionApp,
  readSettings,
  readStorageSettings,
  readTracing,
  unknownSettings,
} from '../../shared/settings.ts';

const least = {
  MAIL_TENANT_ID: '8F3C1C1E-0d7b-4c5e-9a57-2b0f6f1f0a11',
  MAIL_CLIENT_ID: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
  MAIL_MAILBOXES: 'billing@contoso.com: invoices@contoso.com; alerts@contoso.com',
  MAIL_VAULT_URL: 'https://contoso-mail.vault.azure.net/',
  MAIL_CERTIFICATE_NAME: 'mail-app',
  MAIL_STORAGE: 'UseDevelopmentStorage=true',
  MAIL_QUEUE: 'mail-outbound',
};

type Given = Readonly<Record<string, string | undefined>>;

function settingsOf(given: Given) {
  const read = readSettings({ ...least, ...given });
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}

function problemsOf(given: Given) {
  const read = readSettings({ ...least, ...given });
  return read.ok ? [] : read.error;
}

test('the required settings are enough, the rest comes from defaults and the cloud', () => {
  assert.deepEqual(settingsOf({}), {
    tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
    clientId: least.MAIL_CLIENT_ID,
    cloud: {
      authorityHost: 'https://login.microsoftonline.com',
      tokenScope: 'https://outlook.office365.com/.default',
      smtpHost: 'smtp.office365.com',
      vaultDns: 'vault.azure.net',
      exchangeAudience: 'api://AzureADTokenExchange',
      azureCloud: 'AzureCloud',
      graph: 'https://graph.microsoft.com',
      exchangeEnvironment: '',
    },
    smtpPort: 587,
    mailboxes: [
      { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] },
      { address: 'alerts@contoso.com', senders: [] },
    ],
    certificate: {
      source: 'vault-sign',
      vaultUrl: 'https://contoso-mail.vault.azure.net',
      verifyChallenge: true,
      name: 'mail-app',
    },
    identity: { source: 'managed', clientId: undefined },
    permissionModel: 'mailbox',
    storage: { kind: 'connection-string', connectionString: 'UseDevelopmentStorage=true' },
    queue: 'mail-outbound',
    maxMessageBytes: 36_700_160,
    attachmentsContainer: undefined,
    pace: { messages: 30, windowMs: 60_500, connections: 3, recipientsPerDay: 10_000 },
    policy: { ifUncertain: 'resend', retryForMs: 86_400_000, maxAgeMs: 5 * 86_400_000 },
    keepDays: 30,
    httpAuth: { mode: 'key', isChecked: false },
    safety: { redirectTo: undefined, allowed: undefined, dryRun: false },
    resultsQueue: undefined,
    testRecipients: undefined,
    alertTo: undefined,
  });
});

test('each example of the schema is a value that its setting takes', () => {
  for (const [name, { example }] of Object.entries(definitions))
    assert.deepEqual(problemsOf({ [name]: example }), [], name);
});

const right: readonly (readonly [SettingName, string])[] = [
  ['MAIL_TENANT_ID', 'contoso.onmicrosoft.com'],
  ['MAIL_CLOUD', 'worldwide'],
  ['MAIL_VAULT_URL', ' https://contoso-mail.vault.azure.net '],
  ['MAIL_VAULT_URL', 'https://localhost:8443'],
  ['MAIL_CERTIFICATE_NAME', 'A-1'],
  ['MAIL_CERTIFICATE_FILE', '/run/mail.P12'],
  ['MAIL_IDENTITY_SOURCE', 'azure-cli'],
  ['MAIL_IDENTITY_CLIENT_ID', ''],
  ['MAIL_QUEUE', `a-${'b'.repeat(48)}`],
  ['MAIL_MAX_MESSAGE_BYTES', '157286400'],
  ['MAIL_ATTACHMENTS_CONTAINER', `a-${'b'.repeat(61)}`],
  ['MAIL_PACE', 'off'],
  ['MAIL_PACE_WINDOW', '600'],
  ['MAIL_IF_UNCERTAIN', 'hold'],
  ['MAIL_RETRY_FOR', '1m'],
  ['MAIL_RETRY_FOR', '5d'],
  ['MAIL_MAX_AGE', '720h'],
  ['MAIL_KEEP_DAYS', '1'],
  ['MAIL_KEEP_COPIES', 'yes'],
  ['MAIL_TOKEN_SCOPE', 'https://webmail.apps.mil/.default'],
  ['MAIL_SMTP_HOST', '127.0.0.1'],
  ['MAIL_SMTP_PORT', '65535'],
  ['MAIL_VAULT_VERIFY_CHALLENGE', 'true'],
  ['MAIL_ALERT_TO', 'ada@contoso.com; bob@contoso.com'],
  ['MAIL_TEST_RECIPIENTS', '@contoso.com'],
  ['MAIL_DRY_RUN', 'true'],
];

for (const [name, value] of right) {
  test(`${name} takes ${JSON.stringify(value)}`, () => assert.deepEqual(problemsOf({ [name]: value }), []));
}

const wrong: readonly (readonly [SettingName, string, RegExp])[] = [
  ['MAIL_ALERT_TO', ';', /names nobody/],
  ['MAIL_ALERT_TO', 'Ada', /exactly one `@`/],
  ['MAIL_TEST_RECIPIENTS', '*', /neither an address nor a domain/],
  ['MAIL_ALLOWED_RECIPIENTS', 'contoso', /neither an address nor a domain/],
  ['MAIL_REDIRECT_TO', 'contoso.com', /exactly one `@`/],
  ['MAIL_DRY_RUN', 'yes', /neither true nor false/],
  ['MAIL_RESULTS_QUEUE', 'Results', /not 3-50 characters/],
  ['MAIL_RESULTS_QUEUE', least.MAIL_QUEUE, /is a queue of MAIL_QUEUE/],
  ['MAIL_RESULTS_QUEUE', `${least.MAIL_QUEUE}-turns`, /is a queue of MAIL_QUEUE/],
  ['MAIL_TENANT_ID', 'common', /neither a GUID nor a domain name/],
  ['MAIL_TENANT_ID', 'contoso_.com', /neither a GUID nor a domain name/],
  ['MAIL_CLIENT_ID', 'my-application', /not a GUID/],
  ['MAIL_CLIENT_ID', `{${least.MAIL_CLIENT_ID}}`, /not a GUID/],
  ['MAIL_CLOUD', 'toString', /not one of worldwide, /],
  ['MAIL_MAILBOXES', ';', /names no mailbox/],
  ['MAIL_MAILBOXES', 'Ada Lovelace', /no mail address/],
  ['MAIL_VAULT_URL', 'contoso-mail', /begins with https/],
  ['MAIL_VAULT_URL', 'http://contoso-mail.vault.azure.net', /begins with https/],
  ['MAIL_VAULT_URL', 'https://contoso-mail.vault.azure.net/keys', /bare address/],
  ['MAIL_VAULT_URL', 'https://contoso-mail.vault.azure.net/?a=b', /bare address/],
  ['MAIL_VAULT_URL', 'https://ada@contoso-mail.vault.azure.net', /bare address/],
  ['MAIL_VAULT_URL', 'https://contoso-mail.vault.azure.cn', /end in \.vault\.azure\.net/],
  ['MAIL_VAULT_URL', 'https://vault.azure.net.attacker.example', /end in \.vault\.azure\.net/],
  ['MAIL_CERTIFICATE_SOURCE', 'vault', /not one of vault-sign, /],
  ['MAIL_CERTIFICATE_FILE', '/run/mail.cer', /does not end in \.pem, \.pfx or \.p12/],
  ['MAIL_CERTIFICATE_NAME', 'mail_app', /letters, digits and hyphens/],
  ['MAIL_IDENTITY_SOURCE', 'default', /neither managed nor azure-cli/],
  ['MAIL_IDENTITY_CLIENT_ID', 'mail-identity', /not a GUID/],
  ['MAIL_STORAGE', 'contosomail', /not a storage connection string/],
  ['MAIL_QUEUE', 'Mail', /3-50 characters/],
  ['MAIL_QUEUE', 'mail--out', /3-50 characters/],
  ['MAIL_QUEUE', 'a'.repeat(51), /3-50 characters/],
  ['MAIL_MAX_MESSAGE_BYTES', '35MB', /whole number from 1024/],
  ['MAIL_MAX_MESSAGE_BYTES', '157286401', /to 157286400/],
  ['MAIL_ATTACHMENTS_CONTAINER', 'Files', /3-63 characters/],
  ['MAIL_ATTACHMENTS_CONTAINER', '$web', /3-63 characters/],
  ['MAIL_ATTACHMENTS_CONTAINER', 'mail-content', /need one of their own/],
  ['MAIL_ATTACHMENTS_CONTAINER', 'azure-webjobs-secrets', /need one of their own/],
  ['MAIL_PACE', 'fast', /not one of exchange-online, off/],
  ['MAIL_PACE', 'toString', /not one of exchange-online, off/],
  ['MAIL_PACE_WINDOW', '59.9', /number of seconds from 60 to 600/],
  ['MAIL_IF_UNCERTAIN', 'drop', /neither resend nor hold/],
  ['MAIL_RETRY_FOR', '24', /a time such as 90m, 24h or 5d, from 1m to 5d/],
  ['MAIL_RETRY_FOR', '0m', /from 1m to 5d/],
  ['MAIL_RETRY_FOR', '6d', /from 1m to 5d/],
  ['MAIL_MAX_AGE', '1.5h', /a time such as/],
  ['MAIL_MAX_AGE', '31d', /from 1m to 30d/],
  ['MAIL_KEEP_COPIES', 'true', /neither yes nor no/],
  ['MAIL_KEEP_DAYS', '0', /whole number from 1 to 3650/],
  ['MAIL_TOKEN_SCOPE', 'https://outlook.office365.com', /not a scope/],
  ['MAIL_TOKEN_SCOPE', 'SMTP.Send', /not a scope/],
  ['MAIL_TOKEN_SCOPE', 'https://outlook.office365.com/SMTP.Send', /not a scope/],
  ['MAIL_AUTHORITY_HOST', 'login.microsoftonline.com', /begins with https/],
  ['MAIL_SMTP_HOST', 'smtp://smtp.office365.com', /not a host name/],
  ['MAIL_SMTP_PORT', '0', /whole number from 1 to 65535/],
  ['MAIL_SMTP_PORT', '587.5', /whole number/],
  ['MAIL_VAULT_VERIFY_CHALLENGE', 'no', /neither true nor false/],
];

for (const [name, value, says] of wrong) {
  test(`${name} refuses ${JSON.stringify(value)}`, () => {
    const problems = problemsOf({ [name]: value });
    assert.deepEqual(
      problems.map((problem) => problem.name),
      [name],
    );
    assert.match(problems[0]?.says ?? '', says);
  });
}

test('no problem repeats a value: a secret may have been pasted into it', () => {
  const secret = 'S3cr3t~pasted/here';
  const pasted = Object.fromEntries(Object.keys(definitions).map((name) => [name, secret]));
  const problems = problemsOf(pasted);
  // Any text can be a password.
  assert.equal(problems.length, Object.keys(definitions).length - 1);
  for (const { name, says } of problems) assert.ok(!/S3cr3t|pasted/.test(says), name);
});

const ofTheVault = ['MAIL_VAULT_URL', 'MAIL_CERTIFICATE_NAME'];

for (const name of Object.keys(least)) {
  const why = ofTheVault.includes(name) ? ' (needed with MAIL_CERTIFICATE_SOURCE=vault-sign)' : '';
  test(`${name} is required`, () => {
    for (const value of [undefined, '', '  '])
      assert.deepEqual(problemsOf({ [name]: value }), [{ name, says: `is missing${why}` }]);
  });
}

const withoutVault = Object.fromEntries(ofTheVault.map((name) => [name, undefined]));

test('a certificate file needs no vault, and its password is taken as it is', () => {
  const file = { ...withoutVault, MAIL_CERTIFICATE_SOURCE: 'file', MAIL_CERTIFICATE_FILE: ' /run/mail.pem ' };
  assert.deepEqual(settingsOf({ ...file, MAIL_CERTIFICATE_PASSWORD: ' pass ' }).certificate, {
    source: 'file',
    path: '/run/mail.pem',
    password: ' pass ',
  });
  assert.deepEqual(settingsOf(file).certificate, {
    source: 'file',
    path: '/run/mail.pem',
    password: undefined,
  });
  assert.deepEqual(problemsOf({ ...file, MAIL_CERTIFICATE_FILE: '' }), [
    { name: 'MAIL_CERTIFICATE_FILE', says: 'is missing (needed with MAIL_CERTIFICATE_SOURCE=file)' },
  ]);
});

test('the secret of a certificate needs what the vault needs for signing', () => {
  const given = { MAIL_CERTIFICATE_SOURCE: 'vault-secret' };
  assert.deepEqual(settingsOf(given).certificate, {
    source: 'vault-secret',
    vaultUrl: 'https://contoso-mail.vault.azure.net',
    verifyChallenge: true,
    name: 'mail-app',
  });
  const says = 'is missing (needed with MAIL_CERTIFICATE_SOURCE=vault-secret)';
  assert.deepEqual(
    problemsOf({ ...given, ...withoutVault }),
    ofTheVault.map((name) => ({ name, says })),
  );
});

test('federated needs a managed identity by its client id, and neither vault nor file', () => {
  const federated = { ...withoutVault, MAIL_CERTIFICATE_SOURCE: 'federated' };
  const clientId = least.MAIL_CLIENT_ID;
  const given = { ...federated, MAIL_IDENTITY_CLIENT_ID: clientId };
  assert.deepEqual(settingsOf(given).certificate, { source: 'federated' });
  assert.deepEqual(settingsOf(given).identity, { source: 'managed', clientId });
  assert.deepEqual(problemsOf(federated), [
    { name: 'MAIL_IDENTITY_CLIENT_ID', says: 'is missing (needed with MAIL_CERTIFICATE_SOURCE=federated)' },
  ]);
  const [problem, ...more] = problemsOf({ ...given, MAIL_IDENTITY_SOURCE: 'azure-cli' });
  assert.equal(problem?.name, 'MAIL_IDENTITY_SOURCE');
  assert.match(problem?.says ?? '', /has to be managed/);
  assert.equal(more.length, 0);
});

test('all problems are reported at once', () => {
  const read = readSettings({
    MAIL_CLOUD: 'mars',
    MAIL_SMTP_PORT: 'x',
    MAIL_VAULT_VERIFY_CHALLENGE: 'false',
  });
  assert.ok(!read.ok);
  assert.deepEqual(
    read.error.map(({ name }) => name).sort(),
    [...Object.keys(least), 'MAIL_CLOUD', 'MAIL_SMTP_PORT', 'MAIL_VAULT_VERIFY_CHALLENGE'].sort(),
  );
});

// A fragment and a lone password were cut off in silence.
test('an address with a fragment or a password only is refused', () => {
  for (const url of ['https://a.vault.azure.net/#keys', 'https://:secret@a.vault.azure.net'])
    assert.deepEqual(
      problemsOf({ MAIL_VAULT_URL: url }).map(({ name }) => name),
      ['MAIL_VAULT_URL'],
      url,
    );
});

test('MAIL_VAULT_VERIFY_CHALLENGE=false is for a vault on this machine only', () => {
  for (const url of [
    'https://localhost:8443',
    'https://127.0.0.1',
    'https://[::1]:8443',
    'https://LOCALHOST/',
  ])
    assert.deepEqual(problemsOf({ MAIL_VAULT_URL: url, MAIL_VAULT_VERIFY_CHALLENGE: 'false' }), [], url);
  for (const url of [
    least.MAIL_VAULT_URL,
    'https://localhost.contoso.com',
    'https://127.0.0.1.contoso.com',
    'https://localhost:1@contoso.com',
  ])
    assert.ok(
      problemsOf({ MAIL_VAULT_URL: url, MAIL_VAULT_VERIFY_CHALLENGE: 'false' }).some(
        ({ name }) => name === 'MAIL_VAULT_VERIFY_CHALLENGE',
      ),
      url,
    );
});

test('a cloud brings its own hosts and scope, and takes its own vaults', () => {
  const { authorityHost, tokenScope, smtpHost } = settingsOf({
    MAIL_CLOUD: 'gcc-high',
    MAIL_VAULT_URL: 'https://contoso-mail.vault.usgovcloudapi.net',
  }).cloud;
  assert.deepEqual(
    [authorityHost, tokenScope, smtpHost],
    ['https://login.microsoftonline.us', 'https://outlook.office365.us/.default', 'smtp.office365.us'],
  );
});

test('hosts and port can be set one by one, the rest stays that of the cloud', () => {
  const { cloud, smtpPort } = settingsOf({
    MAIL_CLOUD: 'china',
    MAIL_VAULT_URL: 'https://contoso-mail.vault.azure.cn',
    MAIL_AUTHORITY_HOST: 'https://localhost:4433/',
    MAIL_SMTP_HOST: 'LOCALHOST',
    MAIL_SMTP_PORT: '2525',
  });
  assert.equal(cloud.authorityHost, 'https://localhost:4433');
  assert.equal(cloud.smtpHost, 'localhost');
  assert.equal(cloud.tokenScope, 'https://partner.outlook.cn/.default');
  assert.equal(smtpPort, 2525);
});

test('where MAIL_CLOUD does not fit, host and token scope are given one by one', () => {
  const { cloud } = settingsOf({
    MAIL_CLOUD: 'gcc-high',
    MAIL_VAULT_URL: 'https://contoso-mail.vault.usgovcloudapi.net',
    MAIL_SMTP_HOST: 'smtp.office365.example',
    MAIL_TOKEN_SCOPE: 'https://webmail.apps.example/.default',
  });
  assert.deepEqual(
    [cloud.authorityHost, cloud.smtpHost, cloud.tokenScope],
    ['https://login.microsoftonline.us', 'smtp.office365.example', 'https://webmail.apps.example/.default'],
  );
});

test('pace and policy are taken in milliseconds, and without a pace nothing limits', () => {
  const { pace, policy } = settingsOf({
    MAIL_PACE_WINDOW: '90',
    MAIL_IF_UNCERTAIN: 'hold',
    MAIL_RETRY_FOR: '90m',
    MAIL_MAX_AGE: '2d',
  });
  assert.equal(pace.windowMs, 90_000);
  assert.deepEqual(policy, { ifUncertain: 'hold', retryForMs: 5_400_000, maxAgeMs: 172_800_000 });
  const off = settingsOf({ MAIL_PACE: 'off', MAIL_PACE_WINDOW: '90' }).pace;
  assert.deepEqual([off.messages, off.windowMs, off.recipientsPerDay], [Infinity, 0, Infinity]);
});

// The parts of another setting made an optional setting count as given and empty, and so as wrong.
test('only the storage is given in parts', () => {
  assert.deepEqual(problemsOf({ MAIL_SMTP_HOST__name: 'x', MAIL_CLOUD__x: 'y' }), []);
});

test('keeping a message needs storage and queue only, whatever else is broken', () => {
  const { MAIL_STORAGE, MAIL_QUEUE } = least;
  const read = readStorageSettings({ MAIL_STORAGE, MAIL_QUEUE, MAIL_TENANT_ID: 'common' });
  assert.deepEqual(read, {
    ok: true,
    value: {
      storage: { kind: 'connection-string', connectionString: MAIL_STORAGE },
      queue: MAIL_QUEUE,
      resultsQueue: undefined,
    },
  });
});

test('where results are told is known as well, unless that setting is broken', () => {
  const { MAIL_STORAGE, MAIL_QUEUE } = least;
  for (const [MAIL_RESULTS_QUEUE, resultsQueue] of [
    ['mail-results', 'mail-results'],
    [MAIL_QUEUE, undefined],
  ] as const) {
    const read = readStorageSettings({ MAIL_STORAGE, MAIL_QUEUE, MAIL_RESULTS_QUEUE });
    assert.equal(read.ok && read.value.resultsQueue, resultsQueue);
  }
});

test('storage settings report both problems', () => {
  const read = readStorageSettings({ MAIL_QUEUE: 'No' });
  assert.ok(!read.ok);
  assert.deepEqual(
    read.error.map(({ name }) => name),
    ['MAIL_STORAGE', 'MAIL_QUEUE'],
  );
});

test('who gets everything has to be allowed to get mail', () => {
  const MAIL_ALLOWED_RECIPIENTS = 'contoso.com';
  const problems = (MAIL_REDIRECT_TO: string) => problemsOf({ MAIL_ALLOWED_RECIPIENTS, MAIL_REDIRECT_TO });
  assert.deepEqual(problems('test@contoso.com'), []);
  assert.match(JSON.stringify(problems('test@fabrikam.com')), /not one of MAIL_ALLOWED_RECIPIENTS/);
});

test('what the platform calls the app; a slot has another name, so nothing is said of it', () => {
  const WEBSITE_SITE_NAME = 'contoso-mail-func';
  const WEBSITE_RESOURCE_GROUP = 'rg-mail';
  const functionApp = { name: WEBSITE_SITE_NAME, resourceGroup: WEBSITE_RESOURCE_GROUP };
  assert.deepEqual(settingsOf({ WEBSITE_SITE_NAME, WEBSITE_RESOURCE_GROUP }).functionApp, functionApp);
  assert.deepEqual(
    readFunctionApp({ WEBSITE_SITE_NAME, WEBSITE_RESOURCE_GROUP, WEBSITE_SLOT_NAME: 'Production' }),
    functionApp,
  );
  assert.deepEqual(readFunctionApp({ WEBSITE_SITE_NAME }), { name: WEBSITE_SITE_NAME });
  assert.equal(readFunctionApp({ WEBSITE_SITE_NAME, WEBSITE_SLOT_NAME: 'staging' }), undefined);
  assert.equal(readFunctionApp({}), undefined);
});

for (const [name, environment, serviceName] of [
  ['nowhere', {}, undefined],
  ['nowhere, but for the name', { OTEL_SERVICE_NAME: 'x', WEBSITE_SITE_NAME: 'x' }, undefined],
  ['to an endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:4318' }, 'sendasapp'],
  ['to one for traces alone', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a/t' }, 'sendasapp'],
  ['under the name of the app', { OTEL_EXPORTER_OTLP_ENDPOINT: 'x', WEBSITE_SITE_NAME: 'func' }, 'func'],
  ['nowhere: an empty endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, undefined],
  ['nowhere: off', { OTEL_EXPORTER_OTLP_ENDPOINT: 'x', OTEL_SDK_DISABLED: 'True' }, undefined],
  ['nowhere: no exporter', { OTEL_EXPORTER_OTLP_ENDPOINT: 'x', OTEL_TRACES_EXPORTER: 'none' }, undefined],
] as const) {
  test(`traces go ${name}`, () => assert.equal(readTracing(environment)?.serviceName, serviceName));
}

test('names that look like settings and are none', () => {
  const others = { PATH: '/', MAIL_TENANTID: 'x', MAIL_STORAGE__queueServiceUri: 'x', mail_queue: 'x' };
  assert.deepEqual(unknownSettings({ ...least, ...others }), ['MAIL_TENANTID']);
});
