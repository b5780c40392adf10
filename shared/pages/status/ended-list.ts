import { html } from 'hono/html';
import type { EndedEntry } from '../../doors/overview/ended-entry.ts';
import type { Overview } from '../../doors/overview/overview.ts';
import { counted } from '../counted.ts';
import type { Markup } from '../page.ts';
import { fixBlock } from '../remedy.ts';
import { shapeOf } from '../shapes.ts';
import { messageButtons } from './message-buttons.ts';
import { moreAbout } from './more-about.ts';
import { timeOf } from './times.ts';

/** Messages that somebody has to decide about, each with its explanation; `isFirst`: none stand before them. */
export function endedList({ ended, next, at }: Overview, isFirst: boolean): Markup {
  return html`<section aria-labelledby="decide"><h2 id="decide">Not sent, or not known</h2>
${
  ended.length === 0
    ? html`<p>${shapeOf('pass')} ${isFirst ? 'No message is buried, and none is uncertain.' : 'There are no further ones.'}</p>`
    : html`<ul class="ended">${ended.map((one) => entry(one, at))}</ul>`
}
${(next !== undefined || !isFirst) && pages(next, isFirst)}
</section>`;
}

const pages = (
  next: string | undefined,
  isFirst: boolean,
): Markup => html`<form method="post" class="buttons">
${!isFirst && html`<button name="do" value="first">Back to the first</button>`}
${next !== undefined && html`<input type="hidden" name="after" value="${next}"><button name="do" value="after">Further ones</button>`}
</form>`;

/** A message in one line, its explanation beneath. */
function entry(one: EndedEntry, at: string): Markup {
  const { id, state, finishedAt, takenInAt, explanation, mailbox, from, attempts, recipients } = one;
  const [first] = explanation?.fix ?? [];
  const isUncertain = state === 'uncertain';
  return html`<li><details>
<summary>${shapeOf(isUncertain ? 'warn' : 'fail')}<span class="what"><h3>${id}</h3> <span class="verdict">${state}, ${timeOf(finishedAt ?? takenInAt, at)}</span>
<span class="says">${explanation?.meaning ?? 'Nothing is known about why.'}</span></span></summary>
<div class="told">
<p class="portal">${from ?? mailbox ?? 'From no mailbox of the settings'}, to ${counted(recipients, 'recipient')}; ${counted(attempts, 'attempt')}; taken in ${timeOf(takenInAt, at)}.</p>
${explanation && html`<p>${explanation.becomes}</p>`}
${first && fixBlock(first)}
${messageButtons(one)}
${explanation && moreAbout(explanation, { isFirstShown: true })}
</div>
</details></li>
`;
}
