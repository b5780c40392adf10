import { html } from 'hono/html';
import { minute } from '../../validator/minute.ts';
import type { Markup } from '../page.ts';

/** An ISO time as `11:58 UTC` where it is of the day of `at`, else with its date; `before` stands before a mere time. */
export function shortTime(time: string, at: string, before = ''): string {
  const text = minute(Date.parse(time));
  return time.slice(0, 10) === at.slice(0, 10) ? `${before}${text.slice(11)}` : `${before && 'on '}${text}`;
}

/** The same for a page: machines read the whole time. */
export const timeOf = (time: string, at: string): Markup =>
  html`<time datetime="${time}">${shortTime(time, at)}</time>`;
