import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules whose answer depends on colours and on the width of the window. */
export const rulesOfLooks = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

/** What axe-core finds wrong with a page as it stands: rule, and the elements that break it. All its rules, or some. */
export async function findBarriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    // Off by default: WCAG 2.2 wants targets of 24 px.
    rules: { 'target-size': { enabled: true } },
    ...(rules && { runOnly: { type: 'rule', values: [...rules] } }),
  };
  const found = await page.evaluate<axe.Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  );
}
