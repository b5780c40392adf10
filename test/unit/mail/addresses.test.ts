import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { domainOf, parseAddress, parseAddresses } from '../../../shared/mail/addresses.ts';

const good: readonly (readonly [written: string, address: string])[] = [
  ['ada@contoso.com', 'ada@contoso.com'],
  ['Ada.Lovelace@CONTOSO.Com', 'Ada.Lovelace@contoso.com'],
  ["o'brien+tag/x=1@mail.contoso.co.uk", "o'brien+tag/x=1@mail.contoso.co.uk"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@faß.de', 'ada@xn--fa-hia.de'],
  ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
  [`${'a'.repeat(64)}@contoso.com`, `${'a'.repeat(64)}@contoso.com`],
  [`a@${'b'.repeat(63)}.com`, `a@${'b'.repeat(63)}.com`],
];

for (const [written, address] of good)
  test(`address ${written.slice(0, 40)} is taken`, () => {
    assert.deepEqual(parseAddress(written), { ok: true, value: address });
  });

const longDomain = `${`${'b'.repeat(60)}.`.repeat(4)}com`;
const bad: readonly (readonly [written: string, why: RegExp])[] = [
  ['', /exactly one `@`/],
  ['ada', /exactly one `@`/],
  ['ada@contoso@com', /exactly one `@`/],
  ['@contoso.com', /before the `@`/],
  ['.ada@contoso.com', /before the `@`/],
  ['ada.@contoso.com', /before the `@`/],
  ['a..b@contoso.com', /before the `@`/],
  ['jürgen@contoso.com', /ASCII letters/],
  ['a\\b@contoso.com', /before the `@`/],
  [`${'a'.repeat(65)}@contoso.com`, /64 characters before/],
  ['"ada lovelace"@contoso.com', /bare address/],
  ['Ada <ada@contoso.com>', /bare address.*display name/],
  ['ada@contoso.com ', /bare address/],
  ['ada@contoso.com\r\n', /one line/],
  ['ada@contoso', /full domain name/],
  ['ada@', /domain name such as/],
  ['ada@contoso..com', /valid domain name/],
  ['ada@contoso.com.', /valid domain name/],
  ['ada@-contoso.com', /valid domain name/],
  ['ada@con_toso.com', /domain name such as/],
  [`a@${'b'.repeat(64)}.com`, /valid domain name/],
  [`a@${'ü'.repeat(60)}.com`, /valid domain name/],
  [`${'a'.repeat(20)}@${longDomain}`, /254 characters/],
  ['ada@[127.0.0.1]', /domain name such as/],
  ['ada@127.0.0.1', /IP address/],
  ['ada@127.1', /IP address/],
  ['ada@0x7f.1', /IP address/],
  // What a URL host would forgive.
  ['ada@contoso.com/x', /domain name such as/],
  ['ada@contoso.com:25', /domain name such as/],
  ['ada@ex%61mple.com', /domain name such as/],
  ['ada@con\u00adtoso.com', /domain name such as/],
  ['ada@contoso。com', /domain name such as/],
];

for (const [written, why] of bad)
  test(`address ${JSON.stringify(written.slice(0, 40))} is refused`, () => {
    const parsed = parseAddress(written);
    assert.ok(!parsed.ok);
    assert.match(parsed.error, why);
  });

test('one text holds several addresses', () => {
  assert.deepEqual(parseAddresses(' a@x.de;b@y.de ,, c@z.de; '), {
    ok: true,
    value: ['a@x.de', 'b@y.de', 'c@z.de'],
  });
  assert.deepEqual(parseAddresses(' ; '), { ok: true, value: [] });
});

test('the wrong one of several addresses is named by its place', () => {
  const parsed = parseAddresses('a@x.de; b@y; c@z.de');
  assert.ok(!parsed.ok);
  assert.match(parsed.error, /at place 2: it must have a full domain/);
});

test('a line break between addresses is refused as well', () => {
  assert.equal(parseAddresses('a@x.de;\r\nb@y.de').ok, false);
  assert.equal(parseAddresses('a@x.de\n').ok, false);
});

test('domainOf leaves the local part out', () => {
  assert.equal(domainOf('ada@contoso.com'), 'contoso.com');
});

/** Separators, quotes, line breaks and look-alikes, strewn thinly enough that some texts are still addresses. */
const tricky = fc.constantFrom(
  ...'.-@<>",; \r\n\0\t\\(%/:',
  ...['ü', '\u2028', '\u0085', '\u00a0', '\u200b', '\u3002', '\uff20', '\uff0e', '\ud800', '😀', '\u202e'],
);
const unit = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'B', '1') },
  { weight: 1, arbitrary: tricky },
);
const part = fc.string({ unit, minLength: 1, maxLength: 8 });
const written = fc.oneof(
  fc.string({ unit: tricky }),
  fc.tuple(part, part).map(([local, domain]) => `${local}@${domain}.de`),
);

test('whatever is taken is plain ASCII that cannot end an SMTP command or a header', () => {
  let taken = 0;
  fc.assert(
    fc.property(written, (text) => {
      const one = parseAddress(text);
      const several = parseAddresses(text);
      const addresses = [...(one.ok ? [one.value] : []), ...(several.ok ? several.value : [])];
      taken += addresses.length;
      for (const address of addresses) assert.match(address, /^[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]+@[a-z0-9.-]+$/);
    }),
    { numRuns: 2000 },
  );
  assert.ok(taken > 100, `only ${taken} addresses were taken`);
});
