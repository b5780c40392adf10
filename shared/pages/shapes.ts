import { html, raw } from 'hono/html';
import type { Verdict } from '../validator/check.ts';
import type { Markup } from './page.ts';

/** Verdicts in words, for people who know nothing of the validator. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  notice: 'worth knowing',
  warn: 'look at it soon',
  fail: 'failed',
  unknown: 'could not tell',
  skipped: 'not reached',
};

/** Each verdict has an outline of its own, so that none is told by colour alone. */
const drawings: Readonly<Record<Verdict, string>> = {
  pass: '<circle cx="12" cy="12" r="10"/><path class="mark" d="m7 12.5 3.5 3.5 6.5-7.5"/>',
  notice: '<circle cx="12" cy="12" r="10"/><path class="mark" d="M12 11v6M12 7v.5"/>',
  warn: '<path d="M12 2 23 21H1z"/><path class="mark" d="M12 9v6M12 17.6v.4"/>',
  fail: '<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/><path class="mark" d="m8 8 8 8m0-8-8 8"/>',
  unknown:
    '<circle class="hollow" cx="12" cy="12" r="10"/><path class="line" d="M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2M12 17v.4"/>',
  skipped: '<circle class="hollow dashed" cx="12" cy="12" r="8"/>',
};

/** The shape of a verdict; the word for it stands beside it in the page. */
export const shapeOf = (verdict: Verdict): Markup =>
  html`<svg class="shape ${verdict}" viewBox="0 0 24 24" aria-hidden="true">${raw(drawings[verdict])}</svg>`;
