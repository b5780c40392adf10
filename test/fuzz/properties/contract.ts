import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashOf, pack, unpack } from '../../../shared/mail/content.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';
import { plainTextOf } from '../../../shared/mail/plain-text.ts';
import { isAsMeant } from '../as-meant.ts';
import type { Canary } from '../canary.ts';
import { composedBytes } from '../composed-bytes.ts';
import { goodMessage, messageWithWildHeader, wildMessage } from '../messages.ts';
import { type FuzzProperty, inTime } from '../property.ts';
import { repeated, tells, wildText } from '../texts.ts';

const parse = (input: unknown) => parseMessage(input, { id: 'queue-id' });

async function isSentAsMeant(input: unknown, canary: Canary): Promise<void> {
  const size = JSON.stringify(input).length;
  const parsed = await inTime(size, () => parse(input));
  if (!parsed.ok) {
    for (const { path, says } of parsed.error) {
      assert.ok(says.length > 0 && !/Invalid input|undefined|\[object/.test(says), says);
      assert.ok(!tells(says), `${path}: ${says}`);
    }
    return;
  }
  const message = parsed.value;
  assert.deepEqual(parse(unpack(pack(input))), parsed);
  if (message.mime) return;
  const composed = await inTime(size, () => composedBytes(message));
  await isAsMeant(message, composed, canary);
}

const html = fc.oneof(
  repeated,
  wildText(200),
  fc
    .array(
      fc.oneof(
        fc.constantFrom('<p>', '</p>', '<a ', 'href=', '"', "'", '>', '</a>', '<style>', '</style>', '<li>'),
        fc.constantFrom(
          '<br>',
          '<h1',
          '<!--',
          '-->',
          '<script>',
          '</script>',
          '<body>',
          '</head>',
          '&amp;',
          '&#',
        ),
        wildText(8),
      ),
    )
    .map((pieces) => pieces.join('')),
);

export const contractProperties = (canary: Canary): readonly FuzzProperty[] => [
  {
    name: 'a message that is taken is sent as it was meant',
    property: fc.asyncProperty(goodMessage, (message) =>
      isSentAsMeant(JSON.parse(JSON.stringify(message)), canary),
    ),
  },
  {
    name: 'whatever stands in a header, it is refused in our words or sent as it was meant',
    property: fc.asyncProperty(messageWithWildHeader, (message) =>
      isSentAsMeant(JSON.parse(JSON.stringify(message)), canary),
    ),
  },
  {
    name: 'whatever stands in a message, it is refused in our words or sent as it was meant',
    property: fc.asyncProperty(wildMessage(canary), (message) => isSentAsMeant(message, canary)),
  },
  {
    name: 'two tries at a message give the same bytes',
    share: 0.2,
    property: fc.asyncProperty(goodMessage, async (input) => {
      const parsed = parse(JSON.parse(JSON.stringify(input)));
      if (!parsed.ok) return;
      const again = parse(unpack(pack(JSON.parse(JSON.stringify(input)))));
      assert.ok(again.ok);
      const [one, other] = [await composedBytes(parsed.value), await composedBytes(again.value)];
      assert.deepEqual(one, other);
    }),
  },
  {
    name: 'the hash of a message does not depend on the order of its fields',
    property: fc.property(goodMessage, (message) => {
      const turned = Object.fromEntries(Object.entries(message).reverse());
      assert.equal(hashOf(message), hashOf(turned));
    }),
  },
  {
    name: 'HTML becomes the same text each time, in little time',
    property: fc.asyncProperty(html, async (written) => {
      const text = await inTime(written.length, () => plainTextOf(written));
      assert.equal(await plainTextOf(written), text);
      if (text !== undefined) assert.ok(text.trim() === text && text.length > 0);
    }),
  },
];
