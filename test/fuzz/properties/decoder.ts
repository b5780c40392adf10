import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashOf, pack, unpack } from '../../../shared/mail/content.ts';
import { decodeBody } from '../../../shared/mail/decode.ts';
import { receive } from '../../../shared/mail/receive.ts';
import { type FuzzProperty, inTime } from '../property.ts';
import { repeated, SECRET, tells, wildText } from '../texts.ts';

const object = fc
  .dictionary(
    fc.oneof(wildText(20), fc.constantFrom('to', '__proto__')),
    fc.jsonValue({ stringUnit: 'binary' }),
  )
  .map((value): object => JSON.parse(JSON.stringify(value)));

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** How producers write JSON, and how it comes out of the trigger. */
const written = fc
  .tuple(
    object,
    fc.constantFrom<(json: string) => unknown>(
      (json) => json,
      (json) => JSON.parse(json),
      (json) => `\ufeff ${json}\r\n`,
      (json) => Buffer.from(json),
      (json) => base64(json),
      (json) => base64(json).replace(/=+$/, ''),
      (json) => Buffer.from(json).toString('base64url'),
      (json) => base64(json).replace(/.{1,76}/g, '$&\r\n'),
      (json) => Buffer.from(base64(json)),
    ),
  )
  .map(([value, write]) => ({ value, body: write(JSON.stringify(value)) }));

/** JSON that was cut, spliced or encoded wrongly, and what never was JSON. */
const broken = fc.oneof(
  wildText(200),
  repeated,
  repeated.map((text) => `{"a":${text}`),
  fc.uint8Array({ maxLength: 200 }),
  fc.base64String({ maxLength: 200 }),
  fc.jsonValue({ stringUnit: 'binary' }),
  fc.tuple(object, fc.nat(200), wildText(10)).map(([value, at, text]) => {
    const json = JSON.stringify({ [SECRET]: SECRET, ...value });
    return json.slice(0, at) + text + json.slice(at);
  }),
);

/** A message of exactly the size that a queue takes. */
const fullSize = fc
  .tuple(fc.oneof(wildText(200), fc.string({ unit: 'binary', minLength: 1, maxLength: 400 })), fc.boolean())
  .map(([piece, isLoose]) => {
    const json = (text: string) => JSON.stringify({ to: 'a@x.de', subject: '', text, [SECRET]: isLoose });
    const one = Buffer.byteLength(JSON.stringify(piece)) - 2;
    const space = 65_536 - Buffer.byteLength(json(''));
    const pieces = piece.repeat(one > 0 ? Math.floor(space / one) : 0);
    return json(pieces + 'a'.repeat(65_536 - Buffer.byteLength(json(pieces))));
  });

const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{"a":[1,', ']}']), fc.nat(65_536))
  .map(([[open = '', close = ''], size]) => {
    const levels = Math.floor(size / (open.length + close.length));
    return `{"x":${open.repeat(levels)}1${close.repeat(levels)}}`;
  });

const mailboxes = [{ address: 'billing@contoso.com', senders: [] }];

/** It is kept, whatever it is, as one property of a row; and read back equal. */
function isKept(body: unknown): void {
  const packed = pack(body);
  const back = unpack(packed);
  assert.equal(hashOf(back), hashOf(body));
  assert.deepEqual(pack(back), packed);
}

export const decoderProperties: readonly FuzzProperty[] = [
  {
    name: 'what a producer wrote is read, packed and read back equal',
    property: fc.property(written, ({ value, body }) => {
      const decoded = decodeBody(body);
      assert.ok(decoded.ok);
      assert.deepEqual(decoded.value, value);
      assert.deepEqual(unpack(pack(decoded.value)), value);
      assert.equal(hashOf(unpack(pack(decoded.value))), hashOf(value));
    }),
  },
  {
    name: 'what cannot be read is said in words of ours, and kept',
    property: fc.asyncProperty(broken, async (body) => {
      const received = await inTime(JSON.stringify(body).length, () => receive(mailboxes, body, 'queue-id'));
      assert.ok(!received.ok);
      for (const { says } of received.error.problems) assert.ok(says.length > 0 && !tells(says));
      if (!(body instanceof Uint8Array)) isKept(body);
    }),
  },
  {
    name: 'the largest message that a queue takes fits into a row and comes back',
    share: 0.05,
    property: fc.asyncProperty(fullSize, async (json) => {
      assert.equal(Buffer.byteLength(json), 65_536);
      await inTime(json.length, () => receive(mailboxes, json, 'queue-id'));
      for (const body of [json, JSON.parse(json)]) {
        const packed = pack(body);
        assert.ok(packed.byteLength <= 65_536, `${packed.byteLength} bytes`);
        assert.deepEqual(unpack(packed), body);
      }
    }),
  },
  {
    name: 'nesting of any depth is read and kept',
    share: 0.02,
    property: fc.asyncProperty(nested, async (json) => {
      await inTime(json.length, () => receive(mailboxes, json, 'queue-id'));
      isKept(JSON.parse(json));
    }),
  },
];
