import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { explain, explainText } from '../../../shared/failures/explain.ts';
import { type Step, steps } from '../../../shared/failures/fault.ts';

const traps: readonly [reply: string, id: string, why: string][] = [
  [
    '550 5.2.252 Sender throttled due to continuous send as denied errors.',
    'throttled-send-as-denied',
    'a lock-out',
  ],
  ['554 5.2.252 SendAsDenied; a@x.org not allowed to send as b@x.org', 'send-as-denied', 'one refusal'],
  ['535 5.7.3 Authentication unsuccessful', 'login-refused', '5.7.3 is no 5.7.30'],
  [
    '550 5.7.30 Basic authentication is not supported for Client Submission.',
    'basic-auth-disabled',
    'nor 5.7.3',
  ],
  [
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    'send-as-denied',
    '5.7.60 is no 5.7.606',
  ],
  ['550 5.7.606 Access denied, banned sending IP [203.0.113.9]', 'address-banned', 'nor 5.7.60'],
  [
    '554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException',
    'mailbox-full',
    'one 5.2.2',
  ],
  ['550 5.2.2 Submission quota exceeded', 'daily-recipients-exceeded', 'the other 5.2.2'],
  [
    '550 5.2.251 Sender throttled due to continuous mailbox full errors.',
    'throttled-mailbox-full',
    '5.2.251 is no 5.2.2',
  ],
  [
    '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
    'concurrent-submissions-exceeded',
    'ours',
  ],
  ['432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded', 'recipient-busy', "the recipient's"],
  ['501 5.1.8 UTF-8 addresses not supported', 'recipient-address-invalid', 'a recipient'],
  ['550 5.1.8 Access denied, bad outbound sender', 'bad-outbound-sender', 'a block'],
  ['550 5.7.649 Access denied, banned sending IP [203.0.113.9]', 'address-banned', 'the end of the range'],
  ['550 5.7.1 Unable to relay', 'relay-denied', '5.7.1 is no 5.7.139'],
  ['535 5.7.139 Authentication unsuccessful', 'login-refused-by-policy', 'nor 5.7.1'],
  [
    '430 4.2.0 STOREDRV; mailbox logon failure; STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed;',
    'mailbox-logon-failure',
    'set-up, although it begins with 4',
  ],
  ['451 5.7.3 STARTTLS is required to send mail', 'starttls-required', 'final, although it begins with 4'],
  [
    '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException;',
    'daily-recipients-exceeded',
    'passes, although it begins with 5',
  ],
  ['554 5.7.3 Unable to initialize security subsystem', 'tls-rate-exceeded', 'worth a new connection'],
  [
    '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM]',
    'concurrent-submissions-exceeded',
    'the bracket of a submission',
  ],
  [
    '535 5.7.3 Authentication unsuccessful [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DC0F5E7A1B2C3D]',
    'login-refused',
    'the bracket of a login',
  ],
  [
    '530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
    'smtp-auth-disabled-mailbox',
    'the inner error counts',
  ],
  [
    '530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3 Authentication unsuccessful',
    'login-refused',
    'inner',
  ],
  [
    '454 4.7.0 Temporary authentication failure because negotiated Tls cipher strength is too weak',
    'tls-too-old',
    'not temporary',
  ],
  ['AADSTS7000274', 'assertion-signature-invalid', 'a longer number that begins like 700027'],
];

for (const [reply, id, why] of traps) {
  test(`${reply.slice(0, 60)} is ${id}: ${why}`, () => {
    assert.equal(explainText(reply).id, id);
    for (const at of ['login', 'submit'] as const) assert.equal(explain({ at, said: reply }).id, id);
  });
}

const treatments: readonly [id: string, treat: string, scope: string | undefined][] = [
  ['login-refused', 'refresh', 'mailbox'],
  ['smtp-auth-disabled-tenant', 'hold', 'mailbox'],
  ['send-as-denied', 'hold', 'sender'],
  ['mailbox-logon-failure', 'retry', 'mailbox'],
  ['starttls-required', 'hold', 'app'],
  ['tls-rate-exceeded', 'retry', undefined],
  ['daily-recipients-exceeded', 'hold', 'mailbox'],
  ['tenant-external-recipients-exceeded', 'hold', 'app'],
  ['too-many-recipients', 'split', undefined],
  ['message-size-refused', 'fail', undefined],
  ['token-service-unavailable', 'retry', undefined],
];

for (const [id, treat, scope] of treatments) {
  test(`${id} leads to ${treat} ${scope ?? ''}, whatever the first digit says`, () => {
    const row = catalogue.find((candidate) => candidate.id === id);
    assert.deepEqual([row?.treat, row?.scope], [treat, scope]);
  });
}

test('a fault of our own is found by its code, whatever stands in its words', () => {
  const fault = {
    at: 'message',
    code: 'message-invalid',
    said: 'subject: "535 5.7.3 Authentication unsuccessful"',
  } as const;
  assert.equal(explain(fault).id, 'message-invalid');
});

test('a broken line is explained by who was at its other end', () => {
  const ids = (['connect', 'token', 'vault'] as const).map(
    (at) => explain({ at, code: 'ECONNREFUSED', said: 'connect ECONNREFUSED 10.0.4.5:443' }).id,
  );
  assert.deepEqual(ids, ['smtp-unreachable', 'token-endpoint-unreachable', 'vault-unreachable']);
});

test('the lines of a multi-line reply are read as one', () => {
  const reply =
    '535-5.7.139 Authentication unsuccessful, SmtpClientAuthentication is\r\n535 5.7.139 disabled for the Tenant.';
  assert.equal(explainText(reply).id, 'smtp-auth-disabled-tenant');
});

test('values are filled into meaning, portal path and command', () => {
  const { meaning, fix } = explain(
    { at: 'login', code: '535', said: '535 5.7.139 SmtpClientAuthentication is disabled for the Mailbox.' },
    { mailbox: 'billing@contoso.com' },
  );
  assert.match(meaning, /billing@contoso\.com/);
  assert.match(fix[0]?.portal ?? '', /billing@contoso\.com/);
  assert.equal(
    fix[0]?.command,
    'Set-CASMailbox -Identity billing@contoso.com -SmtpClientAuthenticationDisabled $false',
  );
});

const unlisted: readonly [at: Step, said: string, treat: string, scope: string | undefined, words: RegExp][] =
  [
    ['submit', '451 4.9.9 Something odd', 'retry', undefined, /a refusal for now\./],
    ['submit', '550 5.6.98 Odd content', 'fail', undefined, /final refusal, about the content/],
    ['login', '538 5.7.99 Odd login', 'hold', 'mailbox', /final refusal, about security or policy/],
    ['connect', '554 5.3.99 No service here', 'hold', 'app', /final refusal, about the mail system/],
    ['connect', 'the cable is cut', 'retry', undefined, /looks like one that passes/],
    ['token', 'AADSTS999999: Something new.', 'hold', 'app', /Nothing in it says/],
    ['vault', 'Something new, temporarily', 'retry', undefined, /looks like one that passes/],
    ['submit', '', 'retry', undefined, /no words/],
  ];

for (const [at, said, treat, scope, words] of unlisted) {
  test(`unlisted at ${at}: '${said}' leads to ${treat}`, () => {
    const explanation = explain({ at, said });
    assert.deepEqual(
      [explanation.id, explanation.at, explanation.treat, explanation.scope],
      ['unlisted', at, treat, scope],
    );
    assert.match(explanation.meaning, words);
    assert.equal(explanation.more, 'docs/errors.md#unlisted');
  });
}

test('an unlisted error of Microsoft Entra ID leads to where its number is looked up', () => {
  const { fix } = explainText('AADSTS999999: Something new.');
  assert.equal(fix[0]?.portal, 'https://login.microsoftonline.com/error?code=999999');
});

const guesses: readonly [text: string, at: Step][] = [
  ['AADSTS999999: Something new.', 'token'],
  ['RestError: odd answer of https://contoso.vault.azure.net/keys', 'vault'],
  ['Error: Invalid login: 535 9.9.9 odd', 'login'],
  ['550 5.6.98 Odd content', 'submit'],
  ['421 4.9.9 odd', 'connect'],
  ['Get-Odd: a cmdlet failed', 'setup'],
];

for (const [text, at] of guesses) {
  test(`'${text}' is guessed to come from ${at}`, () => {
    const explanation = explainText(text);
    assert.deepEqual([explanation.id, explanation.at], ['unlisted', at]);
  });
}

test('long wild texts are explained at once, and nothing throws', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ...catalogue.flatMap(({ seen }) => seen),
      '535-',
      '\\',
      '=\n',
      '&#39;',
      '<br ',
      '334 eyJ',
      '\\r\\n',
      '\n',
      '"',
      "object '",
      '{mailbox}',
    ),
  );
  const wild = fc
    .tuple(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 2000 }))
    .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 300_000));
  fc.assert(
    fc.property(wild, fc.constantFrom(...steps), (text, at) => {
      const start = performance.now();
      assert.equal(typeof explainText(text).id, 'string');
      assert.equal(
        typeof explain({ at, code: text.slice(0, 20), said: text }, { mailbox: text }).id,
        'string',
      );
      assert.ok(performance.now() - start < 1000);
    }),
    { numRuns: 60 },
  );
});
