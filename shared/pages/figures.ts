import { html } from 'hono/html';
import { PAUSED } from '../mailbox/holds.ts';
import type { Verdict } from '../validator/check.ts';
import type { Report } from '../validator/report.ts';
import { counted } from './counted.ts';
import type { Markup } from './page.ts';
import { shapeOf } from './shapes.ts';

interface Figure {
  name: string;
  value: string;
  explains: string;
  verdict?: Verdict;
}

const DAY_MS = 86_400_000;

/** The numbers that somebody comes for: days of the certificate, what waits, what is held, what is buried. */
export const figures = (report: Report): Markup =>
  html`<dl class="figures">${[...certificateFigure(report), ...roomFigures(report)].map(
    ({ name, value, explains, verdict }) => html`<div><dt>${name}</dt>
<dd><b>${verdict && shapeOf(verdict)}${value}</b> <span>${explains}</span></dd></div>
`,
  )}</dl>`;

function certificateFigure({ checks, at }: Report): Figure[] {
  const finding = checks.find(({ check }) => check === 'certificate');
  const validTo = Date.parse(String(finding?.details?.validTo));
  if (!finding || Number.isNaN(validTo)) return [];
  const days = Math.floor((validTo - Date.parse(at)) / DAY_MS);
  const day = new Date(validTo).toISOString().slice(0, 10);
  const isSound = finding.verdict === 'pass' || finding.verdict === 'notice';
  return [
    {
      name: 'Certificate',
      value: days < 0 ? 'ended' : counted(days, 'day'),
      explains: days < 0 ? `on ${day}` : `left, until ${day}`,
      ...(!isSound && { verdict: finding.verdict }),
    },
  ];
}

function roomFigures({ mail }: Report): Figure[] {
  if (mail.length === 0) return [];
  const sum = (count: (room: (typeof mail)[number]) => number) =>
    mail.reduce((total, room) => total + count(room), 0);
  const held = sum(({ holds }) => (holds.length > 0 ? 1 : 0));
  const isByHand = mail.every(({ holds }) => holds.every(({ failure }) => failure === PAUSED));
  const rooms = mail.length === 1 ? 'in its room' : `in ${mail.length} rooms`;
  const waiting = `${sum(({ waiting }) => waiting)}${mail.some(({ isMore }) => isMore) ? '+' : ''}`;
  return [
    { name: 'Waiting', value: waiting, explains: rooms },
    {
      name: 'Held',
      value: String(held),
      explains: mail.length === 1 ? 'of one mailbox' : `of ${mail.length} mailboxes`,
      ...(held > 0 && { verdict: isByHand ? 'warn' : 'fail' }),
    },
    {
      name: 'Buried',
      value: String(sum(({ buried }) => buried)),
      explains: 'kept with the reason',
    },
  ];
}
