import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressParser } from 'postal-mime';
import { parseAddress, parseAddresses } from '../../../shared/mail/addresses.ts';
import { parseMailboxes } from '../../../shared/mail/sender.ts';
import { type FuzzProperty, inTime } from '../property.ts';
import { goodAddress, repeated, tells, wildText } from '../texts.ts';

const spoilt = fc
  .tuple(goodAddress, fc.nat(30), wildText(6))
  .map(([address, at, text]) => address.slice(0, at) + text + address.slice(at));

const anything = fc.oneof(wildText(), spoilt, goodAddress, repeated);

/** What SMTP and headers can hold without quotes. */
const plain = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

export const addressProperties: readonly FuzzProperty[] = [
  {
    name: 'an address that is taken is plain, stays itself, and is the one that a mail reader sees',
    property: fc.asyncProperty(anything, async (text) => {
      const parsed = await inTime(text.length, () => parseAddress(text));
      if (!parsed.ok) return assert.ok(!tells(parsed.error));
      assert.match(parsed.value, plain);
      assert.deepEqual(parseAddress(parsed.value), parsed);
      assert.deepEqual(addressParser(`Ada <${parsed.value}>`), [{ name: 'Ada', address: parsed.value }]);
    }),
  },
  {
    name: 'a right address is taken',
    property: fc.property(goodAddress, (address) => assert.ok(parseAddress(address).ok)),
  },
  {
    name: 'a list of addresses holds those that are written in it and no others',
    property: fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (texts) => {
      const text = texts.join('; ');
      const parsed = await inTime(text.length, () => parseAddresses(text));
      if (!parsed.ok) return assert.ok(!tells(parsed.error));
      const singly = text
        .split(/[;,]/)
        .map((piece) => piece.trim())
        .filter((piece) => piece !== '')
        .map((piece) => parseAddress(piece));
      assert.deepEqual(
        parsed.value,
        singly.map((one) => one.ok && one.value),
      );
    }),
  },
  {
    name: 'the setting of mailboxes is read or refused',
    property: fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (texts) => {
      const text = texts.join(': ');
      const parsed = await inTime(text.length, () => parseMailboxes(text));
      if (parsed.ok)
        for (const { address, senders } of parsed.value)
          for (const one of [address, ...senders]) assert.match(one, plain);
    }),
  },
];
