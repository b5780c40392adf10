import { html } from 'hono/html';
import type { Overview } from '../../doors/overview/overview.ts';
import type { Verdict } from '../../validator/check.ts';
import type { Markup } from '../page.ts';
import { shapeOf } from '../shapes.ts';
import { holdsIn, totals, verdictOfHolds } from './overview-headline.ts';
import { shortTime, timeOf } from './times.ts';

type Counted = Overview['mailboxes'][number];

interface Figure {
  name: string;
  value: string;
  explains?: string | undefined;
  verdict?: Verdict | undefined;
}

/** The counts of all mailboxes together, and of each where there are several. */
export function countsOf(overview: Overview): Markup {
  const { mailboxes, at } = overview;
  const [only] = mailboxes;
  if (only && mailboxes.length === 1 && overview.unaddressed.buried === 0) {
    return html`<section aria-labelledby="mailbox-1"><h2 id="mailbox-1">${nameOf(only)}</h2>${figures(ofMailbox(only, overview))}${pauses(only, at)}</section>`;
  }
  return html`<section aria-labelledby="all"><h2 id="all">All mailboxes</h2>${figures(ofAll(overview))}</section>
<section aria-labelledby="each"><h2 id="each">Each mailbox</h2>
<ul class="mailboxes">${mailboxes.map(
    (one) => html`<li><h3>${nameOf(one)}</h3>${figures(ofMailbox(one, overview))}${pauses(one, at)}</li>
`,
  )}${unaddressed(overview)}</ul></section>`;
}

/** With its short name, by which the log and the alerts call it. */
const nameOf = ({ address, key }: Counted): Markup => html`${address} <span class="quiet">${key}</span>`;

const figures = (list: readonly Figure[]): Markup =>
  html`<dl class="figures counts">${list.map(
    ({ name, value, explains, verdict }) => html`<div><dt>${name}</dt>
<dd><b>${verdict && shapeOf(verdict)}${value}</b>${explains && html` <span>${explains}</span>`}</dd></div>
`,
  )}</dl>`;

function ofMailbox(one: Counted, { app, at }: Overview): Figure[] {
  const { oldest, lastAccepted } = one;
  return [
    {
      name: 'Waiting',
      value: `${one.waiting}${one.isMore ? '+' : ''}`,
      explains: oldest && `the first since ${shortTime(oldest, at)}`,
    },
    { name: 'Under way', value: String(one.underWay) },
    {
      name: 'Accepted',
      value: String(one.accepted),
      explains: lastAccepted ? `in 24 hours; last ${shortTime(lastAccepted, at)}` : 'in 24 hours; none ever',
    },
    {
      name: 'Held',
      value: String(one.held),
      verdict: verdictOfHolds(app ? [app, ...one.holds] : one.holds),
    },
    { name: 'Buried', value: String(one.buried), verdict: one.buried > 0 ? 'notice' : undefined },
    { name: 'Uncertain', value: String(one.uncertain), verdict: one.uncertain > 0 ? 'warn' : undefined },
  ];
}

function ofAll(overview: Overview): Figure[] {
  const { waiting, isMore, underWay, accepted, held, buried, uncertain, isMoreEnded } = totals(overview);
  const ended = (count: number) => `${count}${isMoreEnded ? '+' : ''}`;
  return [
    { name: 'Waiting', value: `${waiting}${isMore ? '+' : ''}` },
    { name: 'Under way', value: String(underWay) },
    { name: 'Accepted', value: String(accepted), explains: 'in 24 hours' },
    { name: 'Held', value: String(held), verdict: verdictOfHolds(holdsIn(overview)) },
    { name: 'Buried', value: ended(buried), verdict: buried > 0 ? 'notice' : undefined },
    { name: 'Uncertain', value: ended(uncertain), verdict: uncertain > 0 ? 'warn' : undefined },
  ];
}

/** What slows a mailbox down without anybody having to mend anything. */
function pauses({ serverAway, messagesAMinute, connections }: Counted, at: string): Markup {
  return html`${
    serverAway &&
    html`<p>${shapeOf('warn')} A server is away since ${timeOf(serverAway.since, at)}; the next try is at ${timeOf(serverAway.nextTry, at)}.</p>`
  }${
    messagesAMinute !== undefined &&
    html`<p>${shapeOf('notice')} ${messagesAMinute} messages a minute at most for now, because the server refused more.</p>`
  }${
    connections !== undefined &&
    html`<p>${shapeOf('notice')} ${connections} at once for now, because the server refused more connections.</p>`
  }`;
}

const unaddressed = ({ unaddressed: { buried, isMore } }: Overview): Markup | undefined =>
  buried === 0
    ? undefined
    : html`<li><h3>No mailbox of the settings</h3>${figures([
        {
          name: 'Buried',
          value: `${buried}${isMore ? '+' : ''}`,
          explains: 'only their producers can mend them',
          verdict: 'notice',
        },
      ])}</li>`;
