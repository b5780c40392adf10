import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageInput } from '../../../shared/mail/message.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';

const least = { to: 'ada@contoso.com', subject: 'Hello' };
const parse = (input: object) => parseMessage({ ...least, ...input }, { id: 'queue-id' });

const parsed = (input: object) => {
  const result = parse(input);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

const problems = (input: object) => {
  const result = parse(input);
  assert.ok(!result.ok, 'was taken');
  return result.error.map(({ path, says }) => `${path}: ${says}`);
};

const file = { filename: 'a.txt', contentType: 'text/plain', content: 'SGVsbG8=' };

/** Each spelling, and the same in our own words. */
const same: Record<string, [synonym: object, own: MessageInput | object]> = {
  'body is text': [{ body: 'Hi' }, { text: 'Hi' }],
  'body with isHtml false is text': [{ body: '<p>', isHtml: false }, { text: '<p>' }],
  'body with isHtml is html': [{ body: '<p>Hi</p>', isHtml: true }, { html: '<p>Hi</p>' }],
  reply_to: [
    { text: '', reply_to: 'a@x.de; b@x.de' },
    { text: '', replyTo: ['a@x.de', 'b@x.de'] },
  ],
  'the Office 365 Outlook connector': [
    { attachments: [{ name: 'a.txt', contentBytes: 'SGVsbG8=', contentType: 'text/plain' }] },
    { attachments: [file] },
  ],
  'nodemailer and others': [{ attachments: [{ ...file, encoding: 'base64' }] }, { attachments: [file] }],
  'a file output of Logic Apps': [
    { attachments: [{ '$content-type': 'text/plain', $content: 'SGVsbG8=' }] },
    { attachments: [{ contentType: 'text/plain', content: 'SGVsbG8=' }] },
  ],
  'a file output with a name': [
    { attachments: [{ '$content-type': 'text/plain', $content: 'SGVsbG8=', filename: 'a.txt' }] },
    { attachments: [file] },
  ],
  'an empty list beside a synonym': [
    { text: '', replyTo: [], reply_to: 'a@x.de' },
    { text: '', replyTo: 'a@x.de' },
  ],
};

for (const [name, [synonym, own]] of Object.entries(same))
  test(`${name}: the same message as in our own words`, () => assert.deepEqual(parsed(synonym), parsed(own)));

const priorities: readonly [written: unknown, place: string, importance: string][] = [
  [undefined, 'normal', 'normal'],
  ['normal', 'normal', 'normal'],
  ['high', 'high', 'normal'],
  ['low', 'normal', 'low'],
  [1, 'high', 'high'],
  [3, 'normal', 'normal'],
  [5, 'normal', 'low'],
  ['1', 'high', 'high'],
  ['3', 'normal', 'normal'],
  ['5', 'normal', 'low'],
];

for (const [priority, place, importance] of priorities)
  test(`priority ${JSON.stringify(priority)}: place ${place}, importance ${importance}`, () => {
    const written = priority === undefined ? {} : { priority };
    const message = parsed({ text: '', ...written });
    assert.deepEqual([message.priority, message.importance], [place, importance]);
    assert.equal(parsed({ text: '', ...written, importance: 'high' }).importance, 'high');
  });

const refused: readonly [name: string, input: object, says: readonly RegExp[]][] = [
  [
    'body beside text',
    { body: 'a', text: 'b' },
    [/^body: stands for `text` or `html`, which is there as well: write one of them$/],
  ],
  ['body beside html', { body: 'a', isHtml: true, html: 'b' }, [/^body: stands for `text` or `html`/]],
  ['isHtml alone', { text: 'a', isHtml: true }, [/^isHtml: says what `body` is, which is missing$/]],
  ['isHtml as a text', { body: 'a', isHtml: 'true' }, [/^isHtml: must be true or false$/]],
  ['a body that is no text', { body: 7 }, [/^body: must be a text$/]],
  [
    'reply_to beside replyTo',
    { text: '', reply_to: 'a@x.de', replyTo: 'b@x.de' },
    [/^reply_to: stands for `replyTo`/],
  ],
  [
    'a wrong address in reply_to',
    { text: '', reply_to: ['a@x'] },
    [/^reply_to\[0\]: must have a full domain/],
  ],
  ['priority 2', { text: '', priority: 2 }, [/^priority: must be one of normal, high, low, 1, 3, 5$/]],
  [
    'name beside filename',
    { attachments: [{ ...file, name: 'b' }] },
    [/^attachments\[0\]\.name: stands for `filename`/],
  ],
  [
    'contentBytes beside content',
    { attachments: [{ ...file, contentBytes: '' }] },
    [/^attachments\[0\]\.contentBytes: stands for `content` or `\$content`/],
  ],
  [
    'a file output beside our own words',
    { attachments: [{ ...file, $content: '', '$content-type': 'a/b' }] },
    [
      /^attachments\[0\]\.\$content-type: stands for `contentType`/,
      /^attachments\[0\]\.\$content: stands for `content`/,
    ],
  ],
  [
    'another encoding',
    { attachments: [{ ...file, encoding: 'utf8' }] },
    [/^attachments\[0\]\.encoding: must be base64: content has no other encoding$/],
  ],
  [
    'contentBytes that is no base64',
    { attachments: [{ contentBytes: 'a b' }] },
    [/^attachments\[0\]\.contentBytes: must be base64/],
  ],
  [
    'a name of two lines',
    { attachments: [{ name: 'a\nb', contentBytes: '' }] },
    [/^attachments\[0\]\.name: must be one line/],
  ],
  [
    'no bytes',
    { attachments: [{ name: 'a' }] },
    [/^attachments\[0\]\.content: is missing: it must be a text$/],
  ],
  [
    'an upper case name',
    { attachments: [{ Name: 'a', contentBytes: '' }] },
    [/`Name` .*did you mean `name`/],
  ],
];

for (const [name, input, says] of refused)
  test(`${name} is refused`, () => {
    const found = problems(input);
    assert.equal(found.length, says.length, found.join('\n'));
    for (const [index, expected] of says.entries()) assert.match(found[index] ?? '', expected);
  });
