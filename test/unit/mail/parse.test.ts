import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MessageInput } from '../../../shared/mail/message.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';

const least = { to: 'ada@contoso.com', subject: 'Hello', text: 'Hello Ada' } satisfies MessageInput;
const defaults = { id: 'queue-id' };

const parsed = (input: MessageInput) => {
  const result = parseMessage(input, defaults);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

/** The problems of `least` with these changes, as `path: says`. */
const problems = (changes: Record<string, unknown>, base: object = least) => {
  const result = parseMessage({ ...base, ...changes }, defaults);
  assert.ok(!result.ok, 'was taken');
  return result.error.map(({ path, says }) => `${path}: ${says}`);
};

test('a traceparent of a wrong form is as none: the message is sent all the same', () => {
  const right = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  assert.equal(parsed({ ...least, traceparent: right }).traceparent, right);
  for (const traceparent of ['', 'x', right.toUpperCase(), right.slice(1)]) {
    assert.equal(parsed({ ...least, traceparent }).traceparent, undefined, traceparent);
  }
  assert.deepEqual(problems({ traceparent: 4711 }), ['traceparent: must be a text']);
});

test('the least message gets the rest by default', () => {
  assert.deepEqual(parsed(least), {
    id: 'queue-id',
    to: [{ address: 'ada@contoso.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Hello',
    text: 'Hello Ada',
    attachments: [],
    headers: {},
    priority: 'normal',
    importance: 'normal',
    metadata: {},
    dryRun: false,
  });
});

test('the fullest message', () => {
  const message = parsed({
    id: 'invoice-4711',
    from: { name: 'Contoso Billing', address: 'billing@CONTOSO.com' },
    to: ['ada@bücher.example', { name: 'Bob', address: 'bob@fabrikam.com' }, 'c@x.de, d@x.de'],
    cc: { address: 'eve@fabrikam.com' },
    bcc: '',
    replyTo: 'answers@contoso.com',
    subject: 'Grüße 😀',
    html: '<p>Hello</p>\r\n',
    attachments: [
      {
        content: 'SGVsbG8=',
        filename: 'a.txt',
        contentType: 'text/plain; charset=utf-8',
        contentId: 'logo@x',
      },
      { content: '' },
    ],
    headers: { 'X-Invoice': '4711', 'list-unsubscribe': '<https://contoso.com>', References: '<a@x> <b@x>' },
    priority: 'high',
    ifUncertain: 'hold',
    importance: 'high',
    icalendar: { method: 'CANCEL', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' },
    metadata: { order: '4711\n' },
    expires: '2026-11-30T19:00:00+01:00',
  });
  assert.deepEqual(message, {
    id: 'invoice-4711',
    from: { name: 'Contoso Billing', address: 'billing@contoso.com' },
    to: [
      { address: 'ada@xn--bcher-kva.example' },
      { name: 'Bob', address: 'bob@fabrikam.com' },
      { address: 'c@x.de' },
      { address: 'd@x.de' },
    ],
    cc: [{ address: 'eve@fabrikam.com' }],
    bcc: [],
    replyTo: [{ address: 'answers@contoso.com' }],
    subject: 'Grüße 😀',
    html: '<p>Hello</p>\r\n',
    attachments: [
      {
        content: Buffer.from('Hello'),
        filename: 'a.txt',
        contentType: 'text/plain; charset=utf-8',
        contentId: 'logo@x',
      },
      { content: Buffer.alloc(0) },
    ],
    headers: { 'X-Invoice': '4711', 'list-unsubscribe': '<https://contoso.com>', References: '<a@x> <b@x>' },
    priority: 'high',
    ifUncertain: 'hold',
    importance: 'high',
    icalendar: { method: 'CANCEL', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' },
    metadata: { order: '4711\n' },
    expires: new Date('2026-11-30T18:00:00Z'),
    dryRun: false,
  });
});

test('a message is frozen at every depth', () => {
  const message = parsed({ ...least, headers: { 'X-A': '1' }, attachments: [{ content: '' }] });
  for (const part of [message, message.to, message.to[0], message.headers, message.attachments[0]])
    assert.ok(Object.isFrozen(part));
});

test('a recipient counts once, the first naming stays', () => {
  const message = parsed({
    ...least,
    to: ['Ada@contoso.com', { name: 'Ada', address: 'ada@CONTOSO.com' }],
    cc: 'ada@contoso.com; bob@contoso.com',
    bcc: ['BOB@contoso.com'],
  });
  assert.deepEqual(
    [message.to, message.cc, message.bcc],
    [[{ address: 'Ada@contoso.com' }], [{ address: 'bob@contoso.com' }], []],
  );
});

test('the method of a calendar is the given one, else its own, else PUBLISH', () => {
  const method = (icalendar: NonNullable<MessageInput['icalendar']>) =>
    parsed({ ...least, icalendar }).icalendar?.method;
  const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
  assert.equal(method(content), 'REQUEST');
  assert.equal(method({ content }), 'REQUEST');
  assert.equal(method({ method: 'REPLY', content }), 'REPLY');
  assert.equal(method('BEGIN:VCALENDAR\nEND:VCALENDAR'), 'PUBLISH');
});

const addressesOf = (count: number, prefix = 'r') =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}@contoso.com`);

test('500 recipients are the most, duplicates not counted', () => {
  parsed({ ...least, to: addressesOf(300), cc: addressesOf(200, 'c').join(';'), bcc: addressesOf(300) });
  assert.deepEqual(problems({ to: addressesOf(300), cc: addressesOf(200, 'c'), bcc: 'one@more.de' }), [
    'to: may have at most 500 recipients together with cc and bcc',
  ]);
});

const refused: readonly (readonly [name: string, changes: Record<string, unknown>, says: RegExp])[] = [
  ['an id of 129 characters', { id: 'a'.repeat(129) }, /^id: must be 1 to 128/],
  ['an id that begins with a dot', { id: '.a' }, /^id: must/],
  ['an id with a slash', { id: 'a/b' }, /^id: must/],
  ['an empty id', { id: '' }, /^id: must/],
  ['a number as id', { id: 7 }, /^id: must be a text$/],
  ['two addresses in from', { from: 'a@x.de; b@x.de' }, /^from: must/],
  ['a list as from', { from: ['a@x.de'] }, /^from: must be one address/],
  ['an address without @', { to: 'ada' }, /^to: must be an address such as/],
  ['a wrong address in a list', { to: ['a@x.de', 'a@x'] }, /^to\[1\]: must have a full domain/],
  ['a wrong address with name', { cc: [{ address: 'a@x' }] }, /^cc\[0\]\.address: must have a full domain/],
  ['a number as address', { to: [{ address: 7 }] }, /^to\[0\]\.address: must be a text$/],
  ['a number in a list', { bcc: ['a@x.de', 7] }, /^bcc\[1\]: must be an address/],
  ['a list in a list', { to: [['a@x.de']] }, /^to\[0\]: must be an address/],
  ['a number as recipients', { to: 7 }, /^to: must be an address, .* or a list/],
  ['null as recipients', { cc: null }, /^cc: must be an address, .* or a list/],
  ['no recipient', { to: [], cc: ' ; ' }, /^to: must name at least one recipient/],
  ['no subject', { subject: undefined }, /^subject: is missing: it must be a text$/],
  ['a subject of 256 characters', { subject: 'a'.repeat(256) }, /^subject: may have at most 255 characters$/],
  ['a text that is none', { text: { a: 1 } }, /^text: must be a text$/],
  ['half of a surrogate pair', { text: 'a\ud800' }, /^text: has half of a surrogate pair/],
  ['no content', { text: undefined }, /^text: /],
  [
    '251 attachments',
    { attachments: Array(251).fill({ content: '' }) },
    /^attachments: may have at most 250 entries$/,
  ],
  ['an attachment without content', { attachments: [{}] }, /^attachments\[0\]\.content: is missing/],
  [
    'base64 with a space',
    { attachments: [{ content: 'SGVs bG8=' }] },
    /^attachments\[0\]\.content: must be base64/,
  ],
  [
    'base64 without padding',
    { attachments: [{ content: 'SGVsbG8' }] },
    /^attachments\[0\]\.content: must be base64/,
  ],
  ['URL-safe base64', { attachments: [{ content: '-_-_' }] }, /^attachments\[0\]\.content: must be base64/],
  [
    'base64 with stray bits',
    { attachments: [{ content: 'QR==' }] },
    /^attachments\[0\]\.content: must be base64/,
  ],
  ['base64 of three padding characters', { attachments: [{ content: 'Q===' }] }, /must be base64/],
  [
    'an empty file name',
    { attachments: [{ content: '', filename: '' }] },
    /^attachments\[0\]\.filename: must not be empty/,
  ],
  [
    'a multipart',
    { attachments: [{ content: '', contentType: 'Multipart/Mixed' }] },
    /contentType: must be a media type/,
  ],
  [
    'a media type without subtype',
    { attachments: [{ content: '', contentType: 'pdf' }] },
    /contentType: must be a media type/,
  ],
  ['a content id in brackets', { attachments: [{ content: '', contentId: '<a>' }] }, /contentId: must be/],
  [
    'a header of Exchange',
    { headers: { 'x-ms-exchange-organization-scl': '-1' } },
    /^headers\.x-ms-exchange-organization-scl: is a header that Exchange/,
  ],
  [
    'a header of ours',
    { headers: { 'Message-ID': '<a@b>' } },
    /^headers\.Message-ID: is not an allowed header; allowed are X-…/,
  ],
  ['a header that is a field', { headers: { 'Reply-To': 'a@b.de' } }, /^headers\.Reply-To: .*`replyTo`$/],
  ['a header twice', { headers: { 'X-A': '1', 'x-a': '2' } }, /^headers: must name each header once/],
  ['a header name with a colon', { headers: { 'X-A: b': '1' } }, /^headers\.\?: must be a header name/],
  [
    'a header value of 998 characters',
    { headers: { 'X-A': 'a'.repeat(998) } },
    /^headers\.X-A: may have at most 997/,
  ],
  [
    '61 spaces in a row',
    { subject: `a${' '.repeat(61)}b` },
    /^subject: may have at most 60 spaces in a row$/,
  ],
  // It went out in 8 bits, since ids are never encoded.
  [
    'an id that is no ASCII',
    { headers: { 'in-reply-to': '<ü@x.de>' } },
    /^headers: must have printable ASCII only in In-Reply-To and References/,
  ],
  ['a list as header value', { headers: { 'X-A': ['1'] } }, /^headers\.X-A: must be a text$/],
  ['an unknown importance', { importance: 'urgent' }, /^importance: must be one of low, normal, high$/],
  [
    'a calendar that is none',
    { icalendar: 'VEVENT' },
    /^icalendar: must begin with the line BEGIN:VCALENDAR$/,
  ],
  [
    'a calendar method that is none',
    { icalendar: { method: 'request', content: 'BEGIN:VCALENDAR\n' } },
    /^icalendar\.method: must be one of PUBLISH/,
  ],
  [
    '21 metadata',
    { metadata: Object.fromEntries(addressesOf(21).map((_, index) => [`k${index}`, ''])) },
    /^metadata: may have at most 20 entries$/,
  ],
  [
    'metadata of 2049 bytes',
    { metadata: { k: `${'ü'.repeat(1024)}` } },
    /^metadata: may have at most 2048 bytes/,
  ],
  ['metadata that are no texts', { metadata: { k: 1 } }, /^metadata\.k: must be a text$/],
  ['a time without zone', { expires: '2026-11-30T18:00:00' }, /^expires: must be an ISO 8601 time with zone/],
  ['a time to be sent without zone', { sendAt: '2026-11-30T18:00:00' }, /^sendAt: must be an ISO 8601 time/],
  [
    'a time that no key can order',
    { sendAt: '9999-01-01T00:00:00Z' },
    /^sendAt: must be before the year 2286/,
  ],
  [
    'a time to be sent at which it is not wanted any more',
    { sendAt: '2026-11-30T18:00:00Z', expires: '2026-11-30T18:00:00Z' },
    /^sendAt: must be before `expires`/,
  ],
  ['a day that does not exist', { expires: '2026-02-30T18:00:00Z' }, /^expires: must be/],
  ['a slip in a field name', { subjct: 'x' }, /^: `subjct` is not a field; did you mean `subject`\?$/],
  ['a field name in capitals', { BCC: 'x' }, /did you mean `bcc`\?$/],
  [
    'a slip in a nested name',
    { attachments: [{ content: '', filname: 'x' }] },
    /^attachments\[0\]: `filname` .* `filename`\?$/,
  ],
  ['a slip in an address', { to: [{ address: 'a@x.de', adress: 'x' }] }, /^to\[0\]: `adress` .*`address`\?$/],
  ['an unknown field', { colour: 'x' }, /^: `colour`: not a field; fields are id, from, to, /],
  ['a field named by an address', { 'eve@contoso.com': 1 }, /^: a name of odd characters: not a field/],
];

for (const [name, changes, says] of refused)
  test(`${name} is refused`, () => {
    const found = problems(changes);
    assert.match(found[0] ?? '', says);
    assert.doesNotMatch(found.join(), /Invalid input/);
  });

test('without text, html, icalendar and attachments there is nothing to send', () => {
  assert.deepEqual(problems({}, { to: 'a@x.de', subject: '' }), [
    ': has no content: it must have text, html, icalendar or attachments',
  ]);
});

test('all problems stand in one answer, rules over several fields too', () => {
  const found = problems(
    {
      id: '?',
      from: 1,
      to: ['x', 'y@z'],
      cc: [],
      subjekt: 'a',
      headers: { Date: '', 'X-A': '\n' },
      importance: 1,
    },
    {},
  );
  assert.deepEqual(
    found.map((problem) => problem.split(':')[0]),
    ['id', 'from', 'to[0]', 'to[1]', 'headers.Date', 'headers.X-A', 'importance', '', 'subject', ''],
  );
});

test('a flood of problems is cut to a hundred', () => {
  const found = problems({ to: Array(1000).fill(7) });
  assert.equal(found.length, 101);
  assert.equal(found.at(-1), ': has 900 more problems');
});

test('a default id that is none is refused as well', () => {
  const result = parseMessage(least, { id: 'a b' });
  assert.ok(!result.ok);
  assert.deepEqual(
    result.error.map(({ path }) => path),
    ['id'],
  );
});

test('JSON cannot reach the prototype', () => {
  const reach = (json: string) => parseMessage(JSON.parse(json), defaults);
  assert.equal(reach('{"__proto__":{"text":"x"},"to":"a@x.de","subject":""}').ok, false);
  const message = reach(
    '{"to":"a@x.de","subject":"","text":"","metadata":{"__proto__":{"a":1}},"headers":{"__proto__":"x"}}',
  );
  assert.ok(message.ok);
  assert.equal(Object.getPrototypeOf(message.value.metadata), Object.prototype);
  assert.deepEqual([message.value.metadata, message.value.headers], [{}, {}]);
});

const injections = [
  'a@x.de\r\nBcc: b@x.de',
  'a@x.de\nBcc: b@x.de',
  'a@x.de\rBcc: b@x.de',
  'a@x.de\r\n',
  '\na@x.de',
  'a@x.de>\r\nRCPT TO:<evil@x.de',
  'a\0@x.de',
  'a@x.de\u2028Bcc: b@x.de',
  'a@x.de\u2029',
  'a@x.de\u0085',
  'a@x.de\v',
  'a@x.de\u007f',
  'a@x.de\u001b[2J',
];

// They went out as they were, and were line breaks to who read them.
const encodedInjections = ['=?utf-8?Q?a@x.de=0D=0ABcc:_b@x.de?=', 'a =?utf-8?B?DQpCY2M6IGV2ZUB4LmRl?='];

/** Every place whose text ends up in a header or in the envelope. */
const placesInHeaders: Record<string, (text: string) => Record<string, unknown>> = {
  id: (id) => ({ id }),
  from: (from) => ({ from }),
  'from.address': (address) => ({ from: { address } }),
  'from.name': (name) => ({ from: { name, address: 'a@x.de' } }),
  to: (to) => ({ to }),
  'to[0]': (to) => ({ to: [to] }),
  'to[0].address': (address) => ({ to: [{ address }] }),
  'cc.name': (name) => ({ cc: { name, address: 'a@x.de' } }),
  bcc: (bcc) => ({ bcc: `b@x.de; ${bcc}` }),
  replyTo: (replyTo) => ({ replyTo }),
  subject: (subject) => ({ subject }),
  filename: (filename) => ({ attachments: [{ content: '', filename }] }),
  contentType: (text) => ({ attachments: [{ content: '', contentType: `text/plain; name=${text}` }] }),
  contentId: (contentId) => ({ attachments: [{ content: '', contentId }] }),
  'header value': (value) => ({ headers: { 'X-A': value } }),
  'header name': (name) => ({ headers: { [`X-${name}`]: '' } }),
  'calendar method': (method) => ({ icalendar: { method, content: 'BEGIN:VCALENDAR\n' } }),
};

for (const [place, put] of Object.entries(placesInHeaders))
  test(`no header can be injected by ${place}`, () => {
    const encoded = place === 'contentId' ? [] : encodedInjections; // nobody decodes that one
    for (const injection of [...injections, ...encoded])
      assert.equal(problems(put(injection)).length, 1, JSON.stringify(injection));
  });

test('no problem repeats what the message says', () => {
  for (const put of Object.values(placesInHeaders))
    assert.doesNotMatch(problems(put('SECRET@x\r\n')).join(), /SECRET/);
  for (const field of [
    'text',
    'html',
    'expires',
    'importance',
    'icalendar',
    'attachments',
    'metadata',
    'headers',
  ])
    for (const value of [['SECRET'], 'SECRET\ud800', { 'SECRET ': 'SECRET ' }])
      assert.doesNotMatch(problems({ [field]: value }).join(), /SECRET/);
});

test('no JSON makes it throw, and what is taken fits the contract', () => {
  const field = fc.constantFrom(
    ...Object.keys(parsed(least)),
    'from',
    'html',
    'icalendar',
    'expires',
    '__proto__',
    'x',
  );
  const part = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom<unknown>(
      'a@x.de',
      ['a@x.de'],
      { address: 'a@x.de' },
      'BEGIN:VCALENDAR\n',
      [{ content: '' }],
      'high',
    ),
  );
  const message = fc
    .array(fc.tuple(field, part))
    .map((parts) =>
      JSON.parse(
        `{${parts.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`,
      ),
    );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), message), (input) => {
      const result = parseMessage(input, defaults);
      if (result.ok) assert.ok(result.value.to.length + result.value.cc.length + result.value.bcc.length > 0);
      else
        for (const { says } of result.error) {
          assert.ok(says.length > 0);
          assert.doesNotMatch(says, /Invalid input|undefined|\[object/);
        }
    }),
    { numRuns: 2000 },
  );
});
