import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { look } from './app.ts';
import { breakAndMend, isNamed } from './break-and-mend.ts';
import { openTools } from './commands.ts';
import type { Fault } from './fault.ts';
import { openPlace } from './world.ts';

/** A test for each fault, and one for a set-up in which nothing is broken; they share their stand-ins. */
export async function testFaults(faults: readonly Fault[]): Promise<void> {
  const place = await openPlace();
  const tools = await openTools(place);
  after(async () => {
    await tools.stop();
    await place.stop();
  });

  test('where nothing is broken, the report is green and names nothing', async () => {
    const report = await look(await place.begin('control'), 'send');
    await place.end();
    assert.ok(report.ok, JSON.stringify(report.first));
    assert.equal(report.first, undefined);
    assert.ok(!faults.some((fault) => isNamed(fault, report)));
  });

  for (const fault of faults) {
    const isFirst = !fault.standsBehind;
    test(`${fault.breaks}: ${isFirst ? 'named first' : 'named'}, and mended`, async (t) => {
      const row = await breakAndMend(place, fault, tools.run);
      assert.equal(row.named, isFirst, `the report names ${row.first}`);
      assert.notEqual(row.mended, 'no', row.note);
      if (row.mended !== 'not tried') return;
      const { withoutPowerShell } = tools;
      assert.notEqual(process.env.SENDASAPP_ALL_TOOLS, '1', withoutPowerShell);
      t.skip(`named, not mended: ${withoutPowerShell}`);
    });
  }
}
