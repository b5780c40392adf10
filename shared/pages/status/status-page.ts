import { html } from 'hono/html';
import type { Overview } from '../../doors/overview/overview.ts';
import type { Mailbox } from '../../mail/sender.ts';
import { goTo } from '../go-to.ts';
import { type Markup, makePage } from '../page.ts';
import { shapeOf, verdictWords } from '../shapes.ts';
import { dayChart } from './day-chart.ts';
import { endedList } from './ended-list.ts';
import { lookUpForm, pauseForm } from './forms.ts';
import { holdList } from './hold-list.ts';
import { lookedUpSection } from './looked-up.ts';
import { countsOf } from './mailbox-list.ts';
import { type Notice, notices } from './notices.ts';
import { overviewHeadline } from './overview-headline.ts';

/** What a browser shows besides the overview. */
interface Shown {
  mailboxes: readonly Mailbox[];
  /** What the button that was pressed has done. */
  notice?: Notice | undefined;
  /** The list of what ended does not begin at its first. */
  isFurther?: boolean;
}

/** How everything stands, for a browser: what to decide first, then the counts, then what seldom matters. */
export function statusPage(overview: Overview, { mailboxes, notice, isFurther = false }: Shown): string {
  const { verdict, says } = overviewHeadline(overview);
  const { at, lookedUp } = overview;
  return makePage(
    says,
    html`<header class="headline">
${shapeOf(verdict)}
<div><h1><span class="only-read">${verdictWords[verdict]}: </span>${says}</h1>
<p class="age">As of ${at.slice(0, 19).replace('T', ' ')} UTC. <a href="">Look again</a></p>
${goTo('validate', 'Is it set up right?')}</div>
</header>
${notice && noticeOf(notice)}
${lookedUp && lookedUpSection(lookedUp, at, notice === 'may-duplicate')}
${holdList(overview)}
${lookUpForm()}
${countsOf(overview)}
${dayChart(overview.lastDay)}
${endedList(overview, !isFurther)}
${pauseForm(mailboxes)}`,
  );
}

const noticeOf = (notice: Notice): Markup =>
  html`<p class="card done" role="status">${shapeOf(notices[notice].verdict)} <span>${notices[notice].says}</span></p>`;
