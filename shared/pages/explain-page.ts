import { html } from 'hono/html';
import type { Explanation } from '../failures/explain.ts';
import type { Evidence } from '../failures/known-failure.ts';
import { stepTitles } from '../failures/step-titles.ts';
import { type Markup, makePage } from './page.ts';
import { causeList, fixList } from './remedy.ts';

const sureness: Record<Evidence, string> = {
  documented: 'documented by Microsoft, or seen in a public log',
  'server-table': 'published for Exchange Server; that Exchange Online says it too is inferred',
  reported: 'reported by third parties only',
};

/** A text area, and what was pasted into it explained; without an explanation, the empty form. */
export const explainPage = (explanation?: Explanation): string =>
  explanation
    ? makePage(
        explanation.meaning,
        html`${explained(explanation)}${form('Explain another one', explanation.said)}`,
      )
    : makePage(
        'Explain an error',
        html`<header class="headline"><div><h1>Explain an error</h1>
<p class="age">Paste what Exchange Online, Entra, Key Vault, storage, PowerShell or the log said, with whatever stands around it. It is not kept.</p></div></header>
${form('The error')}`,
      );

const explained = ({
  id,
  at,
  meaning,
  becomes,
  causes,
  fix,
  source,
  evidence,
  more,
}: Explanation): Markup => html`
<header class="headline"><div><h1>${meaning}</h1>
<p class="age">${stepTitles[at]}; in the catalogue: <code>${id}</code></p></div></header>
<section><h2>Causes, likeliest first</h2>${causeList(causes)}</section>
<section><h2>Mend it</h2>${fixList(fix)}</section>
<section><h2>What becomes of the message</h2><p>${becomes}</p></section>
<section><h2>How sure this is</h2><p>${source}: ${sureness[evidence]}. More in ${more}.</p></section>`;

/** It goes to the page's own address, which may hold a key; `multipart` tells the field from a pasted body. */
const form = (title: string, said = ''): Markup => html`<section class="card">
<form method="post" enctype="multipart/form-data">
<label for="text">${title}</label>
<textarea id="text" name="text" rows="6" required spellcheck="false">
${said}</textarea>
<div class="buttons"><button>Explain</button></div>
</form></section>`;
