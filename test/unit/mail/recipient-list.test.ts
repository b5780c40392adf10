import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isListed, parseRecipientList } from '../../../shared/mail/recipient-list.ts';

test('a list names addresses and domains, an international domain in ASCII', () => {
  assert.deepEqual(parseRecipientList(' Ada@Contoso.com; @fabrikam.com, bücher.example '), {
    ok: true,
    value: { addresses: ['ada@contoso.com'], domains: ['fabrikam.com', 'xn--bcher-kva.example'] },
  });
});

for (const [text, says] of [
  ['', /names nobody/],
  [' ; ', /names nobody/],
  ['contoso', /neither an address nor a domain/],
  ['*', /neither an address nor a domain/],
  ['ada@contoso.com, Ada <ada@contoso.com>', /neither an address nor a domain/],
] as const) {
  test(`"${text}" is no list`, () => {
    const parsed = parseRecipientList(text);
    assert.match(parsed.ok ? '' : parsed.error, says);
  });
}

const list = { addresses: ['ada@contoso.com'], domains: ['fabrikam.com'] };

for (const [address, is] of [
  ['ada@contoso.com', true],
  ['ADA@contoso.com', true],
  ['bob@contoso.com', false],
  ['bob@fabrikam.com', true],
  ['bob@mail.fabrikam.com', false],
  ['bob@notfabrikam.com', false],
  ['fabrikam.com@contoso.com', false],
] as const) {
  test(`${address} is ${is ? 'one of it' : 'none of it'}`, () => assert.equal(isListed(list, address), is));
}
