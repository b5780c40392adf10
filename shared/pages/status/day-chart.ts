import { html } from 'hono/html';
import type { HourEntry } from '../../doors/overview/last-day.ts';
import { counted } from '../counted.ts';
import type { Markup } from '../page.ts';

/** In units of the picture: a column for an hour, bars upwards for what was accepted, downwards for what was not. */
const COLUMN = 20;
const GAP = 4;
const UP = 80;
const DOWN = 30;
/** Less is not seen. */
const LEAST = 3;

/** What became of messages in the last day: a picture, its sentence, and the same as a table. */
export function dayChart(hours: readonly HourEntry[]): Markup {
  const says = sentenceOf(hours);
  return html`<section aria-labelledby="day"><h2 id="day">The last 24 hours</h2>
<figure class="chart">
${picture(hours, says)}
<div class="hours" aria-hidden="true">${hours.filter((_, index) => index % 6 === 0).map(({ hour }) => html`<span>${clock(hour)}</span>`)}<span>now</span></div>
<figcaption>${says}</figcaption>
</figure>
<details><summary>Hour by hour</summary>${table(hours)}</details>
</section>`;
}

const clock = (hour: string): string => hour.slice(11, 16);
const endOf = (hour: string): string => new Date(Date.parse(hour) + 3_600_000).toISOString().slice(11, 16);
const notSent = ({ buried, uncertain }: HourEntry): number => buried + uncertain;

function sentenceOf(hours: readonly HourEntry[]): string {
  const accepted = hours.reduce((sum, hour) => sum + hour.accepted, 0);
  const buried = hours.reduce((sum, hour) => sum + hour.buried, 0);
  const uncertain = hours.reduce((sum, hour) => sum + hour.uncertain, 0);
  const others = [
    ...(buried > 0 ? [`${buried} buried`] : []),
    ...(uncertain > 0 ? [`${uncertain} uncertain`] : []),
  ];
  const below = others.length > 0 ? `, ${others.join(' and ')} (below the line)` : '';
  if (accepted === 0) return `No message was accepted since ${clock(hours[0]?.hour ?? '')} UTC${below}.`;
  const most = hours.reduce((one, other) => (other.accepted > one.accepted ? other : one));
  return `${counted(accepted, 'message')} accepted${below}; the most, ${most.accepted}, from ${clock(most.hour)} to ${endOf(most.hour)} UTC.`;
}

function picture(hours: readonly HourEntry[], says: string): Markup {
  const up = Math.max(1, ...hours.map(({ accepted }) => accepted));
  const down = Math.max(0, ...hours.map(notSent));
  const unit = Math.min(UP / up, down > 0 ? DOWN / down : Number.POSITIVE_INFINITY);
  const heightOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, Math.round(count * unit)));
  const width = hours.length * COLUMN;
  const height = UP + 1 + heightOf(down);
  const bar = (name: string, index: number, y: number, tall: number) =>
    html`<rect class="${name}" x="${index * COLUMN + GAP / 2}" y="${y}" width="${COLUMN - GAP}" height="${tall}"/>`;
  return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${says}">
${hours.map((hour, index) => {
  const tall = heightOf(hour.accepted);
  const deep = heightOf(notSent(hour));
  return html`<g><title>${titleOf(hour)}</title><rect class="column" x="${index * COLUMN}" y="0" width="${COLUMN}" height="${height}"/>
${tall > 0 && bar('up', index, UP - tall, tall)}${deep > 0 && bar('down', index, UP + 1, deep)}</g>`;
})}
<rect class="axis" x="0" y="${UP}" width="${width}" height="1"/>
</svg>`;
}

const titleOf = ({ hour, accepted, buried, uncertain }: HourEntry): string =>
  `${clock(hour)} to ${endOf(hour)} UTC: ${accepted} accepted, ${buried} buried, ${uncertain} uncertain`;

const table = (hours: readonly HourEntry[]): Markup => html`<table>
<thead><tr><th scope="col">UTC</th><th scope="col">accepted</th><th scope="col">buried</th><th scope="col">uncertain</th></tr></thead>
<tbody>${hours.map(
  ({ hour, accepted, buried, uncertain }) =>
    html`<tr><th scope="row"><time datetime="${hour}">${clock(hour)}</time></th><td>${accepted}</td><td>${buried}</td><td>${uncertain}</td></tr>
`,
)}</tbody></table>`;
