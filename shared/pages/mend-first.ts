import { html } from 'hono/html';
import type { Report } from '../validator/report.ts';
import { rungId } from './ladder.ts';
import type { Markup } from './page.ts';
import { fixBlock } from './remedy.ts';
import { shapeOf } from './shapes.ts';

/**
 * The likeliest cause of the earliest failure, what to paste, and the way of a message as a row of shapes that shows how
 * far it comes. `ladderOf` names the ladder of a mailbox, by its place in the report, or of the app (-1).
 */
export function mendFirst(
  { first, checks, mailboxes }: Report,
  ladderOf: (index: number) => string,
): Markup | undefined {
  if (!first) return undefined;
  const index = mailboxes.findIndex(({ mailbox }) => mailbox === first.mailbox);
  const way = [...checks, ...(mailboxes[index]?.checks ?? [])];
  const broken = way.find(({ check }) => check === first.check);
  return html`<section class="card first" aria-labelledby="first">
<h2 id="first">Mend this first</h2>
<p class="cause">${first.cause}</p>
${first.because && html`<p class="because">${first.because}</p>`}
${first.fix.does !== first.cause && fixBlock(first.fix)}
<div class="way">${way.map(({ verdict }) => shapeOf(verdict))}</div>
<p class="portal">It broke at <a href="#${rungId(ladderOf(index), first.check)}">${broken?.title}</a>${first.mailbox && ` of ${first.mailbox}`}: ${broken?.says}</p>
</section>`;
}
