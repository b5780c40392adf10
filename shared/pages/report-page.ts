import { html } from 'hono/html';
import type { Report } from '../validator/report.ts';
import { askAgain } from './ask-again.ts';
import { figures } from './figures.ts';
import { goTo } from './go-to.ts';
import { headlineOf } from './headline.ts';
import { ladder } from './ladder.ts';
import { mendFirst } from './mend-first.ts';
import { type Markup, makePage } from './page.ts';
import { roomOf } from './room.ts';
import { shapeOf, verdictWords } from './shapes.ts';

/** The report for a browser; `asked` is the one mailbox that was asked for, where it was one. */
export function reportPage(report: Report, asked?: string): string {
  const { verdict, says } = headlineOf(report);
  const { checks, mailboxes } = report;
  return makePage(
    says,
    html`<header class="headline">
${shapeOf(verdict)}
<div><h1><span class="only-read">${verdictWords[verdict]}: </span>${says}</h1>
<p class="age">${ageOf(report)} <a href="">Look again</a></p>
${goTo('status', 'How mail stands: counts, the last day, messages')}</div>
</header>
${mendFirst(report, ladderOf)}
${figures(report)}
<section aria-labelledby="app"><h2 id="app">The app</h2>${ladder(ladderOf(-1), checks)}</section>
${mailboxes.map((_, index) => mailboxSection(report, index))}
${askAgain(report, asked)}`,
  );
}

const ladderOf = (index: number): string => (index < 0 ? 'app' : `mailbox-${index + 1}`);

const ageOf = ({ at, ageSeconds, freshInSeconds }: Report): string =>
  `Looked at ${at.slice(0, 19).replace('T', ' ')} UTC${ageSeconds > 0 ? `, ${ageSeconds} s ago` : ''}; a new look is possible in ${freshInSeconds} s.`;

/** A mailbox among several that is right stays closed: what is wrong is what somebody came for. */
function mailboxSection({ mailboxes, mail }: Report, index: number): Markup | undefined {
  const one = mailboxes[index];
  if (!one) return undefined;
  const { mailbox, checks } = one;
  const meaning = mail.find((room) => room.mailbox === mailbox);
  const content = html`${meaning && roomOf(meaning)}${ladder(ladderOf(index), checks)}`;
  const id = ladderOf(index);
  if (mailboxes.length === 1) {
    return html`<section aria-labelledby="${id}"><h2 id="${id}">${mailbox}</h2>${content}</section>`;
  }
  const right = checks.filter(({ verdict }) => verdict === 'pass' || verdict === 'notice').length;
  return html`<section aria-labelledby="${id}"><details class="mailbox" ${right < checks.length && 'open'}>
<summary><h2 id="${id}">${mailbox}</h2> <span class="verdict">${right} of ${checks.length} right</span></summary>
${content}</details></section>`;
}
