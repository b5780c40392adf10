import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ContainerClient } from '@azure/storage-blob';
import fc from 'fast-check';
import { parseMessage } from '../../../shared/mail/parse.ts';

const parse = (attachment: object) =>
  parseMessage({ to: 'ada@contoso.com', subject: 'Hello', attachments: [attachment] }, { id: 'queue-id' });

const right = [
  ['invoices/2026/4711.pdf', '4711.pdf'],
  ['a', 'a'],
  ['Rechnung für Ada (1).pdf', 'Rechnung für Ada (1).pdf'],
  ['a..b/c...d', 'c...d'],
  ['e'.repeat(1_024), 'e'.repeat(1_024)],
] as const;

for (const [blob, filename] of right) {
  test(`a file by its name: ${blob.slice(0, 40)}`, () => {
    const parsed = parse({ blob });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    assert.deepEqual(parsed.value.attachments, [{ filename, content: { blob } }]);
  });
}

test('the message may call it otherwise, in any of the spellings', () => {
  const parsed = parse({
    blob: 'x/4711',
    name: 'Invoice.pdf',
    '$content-type': 'application/pdf',
    contentId: 'a',
  });
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.value.attachments, [
    { filename: 'Invoice.pdf', contentType: 'application/pdf', content: { blob: 'x/4711' }, contentId: 'a' },
  ]);
});

const wrong = [
  '',
  '/etc/passwd',
  '../mail-content/x',
  'a/../b',
  'a/..',
  '.',
  '..',
  './a',
  'a/./b',
  'a//b',
  'a/',
  'a.',
  'https://contoso.blob.core.windows.net/a/b',
  'file:///etc/passwd',
  'a?sv=2026&sig=x',
  'a#b',
  'a\\b',
  '%2e%2e/a',
  'a\r\nb',
  'a\u0000b',
  '\ud800',
  'ü'.repeat(200),
];

for (const blob of wrong) {
  test(`no name of a file: ${JSON.stringify(blob).slice(0, 40)}`, () => {
    const parsed = parse({ blob });
    assert.ok(!parsed.ok);
    for (const { path, says } of parsed.error) {
      assert.equal(path, 'attachments[0].blob');
      assert.ok(blob.length < 3 || !says.includes(blob), says);
    }
  });
}

test('a name beside bytes is refused', () => {
  for (const field of ['content', 'contentBytes', '$content']) {
    const parsed = parse({ blob: 'a.pdf', [field]: 'eA==' });
    assert.ok(!parsed.ok);
    assert.match(parsed.error[0]?.says ?? '', /^stands for `content`/);
  }
});

const container = new ContainerClient('https://contoso.blob.core.windows.net/mail-attachments');

test('whatever is taken leads to that file in the container, and nowhere else', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('/', '.', '..', '%2f', '%2e', ' ', '&', '\\'),
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const blob = pieces.join('');
      if (!parse({ blob }).ok) return;
      taken += 1;
      const { origin, pathname, search, hash } = new URL(container.getBlobClient(blob).url);
      assert.equal(origin, 'https://contoso.blob.core.windows.net');
      assert.equal(decodeURIComponent(pathname), `/mail-attachments/${blob}`);
      assert.deepEqual([search, hash], ['', '']);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(taken > 100, `${taken} were taken`);
});
