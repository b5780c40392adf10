import { html } from 'hono/html';
import type { Explanation } from '../../failures/explain.ts';
import type { Markup } from '../page.ts';
import { causeList, fixList } from '../remedy.ts';

/** All that is known of a failure, closed; its first remedy is left out where that stands before it. */
export function moreAbout(
  { said, causes, fix, id, more }: Explanation,
  { isFirstShown = false }: { isFirstShown?: boolean } = {},
): Markup {
  const others = isFirstShown ? fix.slice(1) : fix;
  return html`<details><summary>Why, and how to mend it</summary>
${said && html`<h4>What the other side said</h4><blockquote>${said}</blockquote>`}
<h4>Causes, likeliest first</h4>
${causeList(causes)}
${others.length > 0 && html`<h4>${isFirstShown ? 'If that does not help' : 'Mend it'}</h4>${fixList(others)}`}
<p class="source">In the catalogue: <code>${id}</code>, ${more}.</p>
</details>`;
}
