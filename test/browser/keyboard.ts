import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

const REACHABLE = 'a[href], button, select, summary, textarea, input:not([type=hidden])';

/** Goes through a page by Tab: everything that can be used is met once, in its order. Gives how many there are. */
export async function reachByKeyboard(page: Page): Promise<number> {
  const there = await page.evaluate<number>(
    `[...document.querySelectorAll('${REACHABLE}')].filter((one) => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && one.getClientRects().length > 0).length`,
  );
  const places: number[] = [];
  for (let step = 0; step < there; step += 1) {
    await page.keyboard.press('Tab');
    places.push(
      await page.evaluate<number>(
        `[...document.querySelectorAll('${REACHABLE}')].indexOf(document.activeElement)`,
      ),
    );
  }
  assert.equal(new Set(places).size, there);
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  );
  assert.ok(!places.includes(-1));
  return there;
}
