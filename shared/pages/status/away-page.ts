import { html } from 'hono/html';
import type { Explanation } from '../../failures/explain.ts';
import { goTo } from '../go-to.ts';
import { makePage } from '../page.ts';
import { causeList, fixBlock } from '../remedy.ts';
import { shapeOf, verdictWords } from '../shapes.ts';

/** Why nothing can be told about mail, and what to do. */
export function awayPage(title: string, explanation: Explanation): string {
  const { id, more, meaning, said, causes, fix } = explanation;
  const [first] = fix;
  return makePage(
    title,
    html`<header class="headline">${shapeOf('fail')}
<div><h1><span class="only-read">${verdictWords.fail}: </span>${title}</h1>
<p class="age">How mail stands cannot be told. <a href="">Look again</a></p>
${goTo('validate', 'Is it set up right?')}</div></header>
<section class="card first" aria-labelledby="first"><h2 id="first">Mend this first</h2>
<p class="cause">${meaning}</p>
<blockquote>${said}</blockquote>
${first && fixBlock(first)}
<h3>Causes, likeliest first</h3>
${causeList(causes)}
<p class="source">In the catalogue: <code>${id}</code>, ${more}.</p>
</section>`,
  );
}
