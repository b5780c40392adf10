import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldReply } from '../../../shared/failures/fold-reply.ts';

const cases: readonly [name: string, text: string, folded: string][] = [
  ['one line', ' 535 5.7.3  No \r\n', '535 5.7.3 No'],
  ['a multi-line reply', '550-5.7.1 One\r\n550-5.7.1 two\r\n550 5.7.1 three', '550 5.7.1 One two three'],
  ['the same in a log', 'S: 550-5.7.1 One\nS: 550 5.7.1 two', 'S: 550 5.7.1 One two'],
  ['two replies', '250 OK\n550 5.7.1 No', '250 OK 550 5.7.1 No'],
  [
    'escapes of JSON',
    '{"m":"550 5.1.1 \\"x\\"\\r\\nnot found \\u0027y\\u0027"}',
    '{"m":"550 5.1.1 "x" not found \'y\'"}',
  ],
  ['escapes of escapes', String.raw`{\"m\":\"550 5.1.1 x\\r\\ny\"}`, '{"m":"550 5.1.1 x y"}'],
  ['a hyphen between the codes', '535-5.7.3 No', '535 5.7.3 No'],
  ['nothing between the codes, nor after them', '5355.7.3No', '535 5.7.3 No'],
  ['a tuple of Python', "(535, b'5.7.3 No')", "(535 5.7.3 No')"],
  ['an IP address and a version', '10.0.4.5:587 v2.4.1', '10.0.4.5:587 v2.4.1'],
  [
    'HTML',
    '<p>550&nbsp;5.1.1 &lt;a@x.org&gt;<br>isn&#39;t &amp;quot;here&quot;</p>',
    '550 5.1.1 <a@x.org> isn\'t "here"',
  ],
  ['quoted-printable', '550 5.1.1 <a=40x.org> is=\r\nn=E2=80=99t h=3Dere', "550 5.1.1 <a@x.org> isn't h=ere"],
  ['an equals sign that is none of quoted-printable', '550 5.1.1 id=20 x', '550 5.1.1 id=20 x'],
  ['typographic signs', '550\u20115.1.1 \u201cx\u201d isn\u2019t\u200b here', '550 5.1.1 "x" isn\'t here'],
  ['a challenge', '334 eyJzdGF0dXMiOiI0MDEifQ==', '334 {"status":"401"}'],
  ['a number of Microsoft Entra ID', 'AADSTS: 700016', 'AADSTS700016'],
];

for (const [name, text, folded] of cases) {
  test(`folds ${name}`, () => assert.equal(foldReply(text), folded));
}
