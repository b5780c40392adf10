import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { reportLines } from '../../../shared/validator/report-text.ts';
import { faults } from '../../faults/all.ts';
import { look, sendWhileBroken } from '../../faults/app.ts';
import { openPlace } from '../../faults/world.ts';

// With WRITE_GUIDE=1 it writes what the validator says into the guide instead of comparing.
const file = path.resolve(import.meta.dirname, '../../../docs/guide.md');
const block = /^```text skipped=(\S+)\n([\s\S]*?)^```$/gm;
const guide = readFileSync(file, 'utf8');

const place = await openPlace();
after(() => place.stop());

/** How a report begins where this step of the guide is missing: the check and the cause, with the guide's addresses. */
async function beginning(id: string): Promise<string> {
  const fault = faults.find((one) => one.id === id);
  assert.ok(fault, `the guide skips ${id}, which is no fault of test/faults`);
  const world = await place.begin(id);
  try {
    await fault.break(world);
    // SendAs on another address shows once a message from it was refused.
    if (fault.from) await sendWhileBroken(world, fault);
    const lines = reportLines(await look(world, fault.probe ?? 'envelope'));
    const first = lines.findIndex((line) => line.startsWith('Mend first: '));
    assert.ok(first >= 0, `nothing fails with ${id}`);
    return `${lines.slice(first, first + 2).join('\n')}\n`
      .replaceAll(world.sender.address, 'invoices@contoso.com')
      .replaceAll(world.mailbox.address, 'billing@contoso.com');
  } finally {
    await place.end();
  }
}

const quotes = [...guide.matchAll(block)].map(([, id = '', quote = '']) => ({ id, quote }));

test('the guide says what the validator says for each part of the set-up', () => {
  assert.ok(quotes.length >= 14);
});

if (process.env.WRITE_GUIDE) {
  test('the guide is written', async () => {
    const said = new Map<string, string>();
    for (const { id } of quotes) said.set(id, await beginning(id));
    writeFileSync(
      file,
      guide.replace(block, (_, id) => `\`\`\`text skipped=${id}\n${said.get(id)}\`\`\``),
    );
  });
} else {
  for (const { id, quote } of quotes) {
    test(`guide, ${id}: the quote is what the validator begins with (else: WRITE_GUIDE=1, this test)`, async () => {
      assert.equal(quote, await beginning(id));
    });
  }
}
