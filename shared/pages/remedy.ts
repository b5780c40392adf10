import { html } from 'hono/html';
import type { Fix } from '../failures/known-failure.ts';
import type { LikelyCause } from '../validator/rank-causes.ts';
import type { Markup } from './page.ts';
import { whereToPaste } from './where-to-paste.ts';

/** A command to be pasted, in full and never cut, with a button that copies it. `does` tells buttons apart when read aloud. */
export const commandBlock = (command: string, does: string): Markup => html`<div class="command">
<div class="above"><span>${whereToPaste(command)}</span>
<button type="button" data-copy hidden><span data-label>Copy</span><span class="only-read"> the command: ${does}</span></button></div>
<pre><code>${lines(command)}</code></pre>
${/<[a-z][a-z ]+>/i.test(command) && html`<p class="below">Put your own values where it says &lt;…&gt;.</p>`}
</div>`;

/**
 * A line that wraps is indented from its second row on, so that one can tell it from the next line, and breaks at spaces:
 * a `-` at the end of a row is not seen to belong to its parameter.
 */
const lines = (command: string): Markup[] =>
  command
    .split(/(?<=\n)/)
    .map(
      (line) =>
        html`<span>${line.split(/(\s+)/).map((word) => (word.trim() === '' ? word : html`<span>${word}</span>`))}</span>`,
    );

/** What to do, where in the portal, and the command. */
export const fixBlock = ({ does, portal, command }: Fix): Markup => html`<p>${does}</p>
${portal && html`<p class="portal">${portal}</p>`}
${command && commandBlock(command, does)}`;

/** Causes ranked by the evidence of this run: the likeliest stands first, and each opens at its sentence. */
export const rankedCauses = (causes: readonly LikelyCause[]): Markup =>
  html`<ol class="causes">${causes.map(
    ({ cause, because, ...fix }) => html`<li><details>
<summary>${cause}</summary>
<p class="because">${because}</p>
${fixBlock(fix)}
</details></li>`,
  )}</ol>`;

/** Causes as the catalogue lists them. */
export const causeList = (causes: readonly string[]): Markup =>
  html`<ol>${causes.map((cause) => html`<li>${cause}</li>`)}</ol>`;

/** Ways to mend it, as the catalogue lists them. */
export const fixList = (fixes: readonly Fix[]): Markup =>
  html`<ol>${fixes.map((fix) => html`<li>${fixBlock(fix)}</li>`)}</ol>`;
