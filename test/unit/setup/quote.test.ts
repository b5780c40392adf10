import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { powerShellLiteral } from '../../../shared/failures/powershell-literal.ts';
import { asciiQuoted } from '../../../shared/setup/quote.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['', "''", "''"],
  ['SendAsApp', "'SendAsApp'", "'SendAsApp'"],
  ["O'Neil", "'O''Neil'", "'O''Neil'"],
  ['$x `y "z"', `'$x \`y "z"'`, `'$x \`y "z"'`],
  ['O’Neil', "'O’’Neil'", "('O' + [char]0x2019 + 'Neil')"],
  ['Müller', "'Müller'", "('M' + [char]0xfc + 'ller')"],
  ['a\r\nb', "'a\r\nb'", "('a' + [char]0xd + [char]0xa + 'b')"],
  ['ü', "'ü'", "('' + [char]0xfc)"],
  ['😀', "'😀'", "('' + [char]0xd83d + [char]0xde00)"],
];

for (const [text, literal, expression] of cases) {
  test(`${JSON.stringify(text)} is quoted`, () => {
    assert.equal(powerShellLiteral(text), literal);
    assert.equal(asciiQuoted(text), expression);
  });
}

/** Reads an expression of `asciiQuoted` as PowerShell does; undefined where it holds anything else than texts and characters. */
function textIn(expression: string): string | undefined {
  const sum = /^\((.*)\)$/.exec(expression)?.[1] ?? expression;
  if (
    !/^(?:'(?:[^']|'')*'|\[char\]0x[0-9a-f]{1,4})(?: \+ (?:'(?:[^']|'')*'|\[char\]0x[0-9a-f]{1,4}))*$/.test(
      sum,
    )
  ) {
    return undefined;
  }
  return [...sum.matchAll(/'((?:[^']|'')*)'|0x([0-9a-f]+)/g)]
    .map(([, text, code]) =>
      text === undefined ? String.fromCharCode(Number.parseInt(code ?? '', 16)) : text.replaceAll("''", "'"),
    )
    .join('');
}

test('any text comes back, on one line of ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', size: 'medium' }), (text) => {
      const expression = asciiQuoted(text);
      assert.match(expression, /^[ -~]*$/);
      assert.equal(textIn(expression), text);
    }),
  );
});

test('no text ends its literal before its end', () => {
  const ending = /['‘’‚‛]/g;
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."'‘’‚‛a $`\n") }), (text) => {
      const inside = powerShellLiteral(text).slice(1, -1);
      assert.equal(inside.replace(/(['‘’‚‛])\1/g, '$1'), text);
      assert.equal((inside.match(ending) ?? []).length, 2 * (text.match(ending) ?? []).length);
    }),
  );
});
