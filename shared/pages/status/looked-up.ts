import { html } from 'hono/html';
import type { LookedUp, MessageStory } from '../../doors/overview/look-up.ts';
import type { MessageState } from '../../mailbox/keys.ts';
import type { Verdict } from '../../validator/check.ts';
import { counted } from '../counted.ts';
import type { Markup } from '../page.ts';
import { commandBlock, fixBlock } from '../remedy.ts';
import { shapeOf } from '../shapes.ts';
import { messageButtons } from './message-buttons.ts';
import { moreAbout } from './more-about.ts';
import { timeOf } from './times.ts';

const verdicts: Readonly<Record<MessageState, Verdict>> = {
  waiting: 'skipped',
  sending: 'skipped',
  accepted: 'pass',
  uncertain: 'warn',
  buried: 'fail',
  cancelled: 'notice',
};

const states: Readonly<Record<MessageState, string>> = {
  waiting: 'It waits.',
  sending: 'It is being sent.',
  accepted: 'Exchange Online accepted it.',
  uncertain: 'Whether it was sent, is not known.',
  buried: 'It was not sent.',
  cancelled: 'It was cancelled, and not sent.',
};

/** What was found of what was looked up. `isAsked`: somebody wants a message sent again that may have been sent. */
export function lookedUpSection({ asked, message, handles }: LookedUp, at: string, isAsked: boolean): Markup {
  return html`<section class="card" aria-labelledby="found"><h2 id="found">${message?.id ?? asked}</h2>
${message && story(message, at, isAsked)}
${handles && html`<p>Several messages have this id:</p><ul>${handles.map(handleButton)}</ul>`}
${!message && !handles && html`<p>${shapeOf('unknown')} There is no message with this id, or it is not kept any more.</p>`}
<form method="post"><button name="do" value="close">Close</button></form>
</section>`;
}

const handleButton = (handle: string): Markup =>
  html`<li><form method="post"><input type="hidden" name="message" value="${handle}"><button name="do" value="show">${handle}</button></form></li>`;

function story(message: MessageStory, at: string, isAsked: boolean): Markup {
  const { state, explanation, waits, dryRun, mayDuplicate, mailbox, from, recipients, sendAt } = message;
  const [first] = explanation?.fix ?? [];
  const says = dryRun
    ? 'A rehearsal: Exchange Online took the recipients, and nothing was sent.'
    : states[state];
  return html`<p class="cause">${shapeOf(verdicts[state])} ${says} ${waits?.says}</p>
${waits?.until && html`<p>It goes at ${timeOf(String(waits.until), at)} at the earliest.</p>`}
${explanation && html`<p>${explanation.meaning}</p>`}
<p class="portal">${from ?? mailbox ?? 'From no mailbox of the settings'}, to ${counted(recipients, 'recipient')}${sendAt && html`; to be sent ${timeOf(sendAt, at)}`}. Its handle: <code>${message.handle}</code></p>
${mayDuplicate && html`<p>${shapeOf('warn')} ${state === 'accepted' ? 'It may have arrived twice.' : 'Another attempt may make a second copy.'}</p>`}
${message.trace && html`<h3>Was it sent?</h3><p>Exchange Online knows, some minutes later. What it lists was accepted:</p>${commandBlock(message.trace, 'ask Exchange Online whether it was sent')}`}
${message.reply && html`<h3>What Exchange Online said</h3><blockquote>${message.reply}</blockquote>`}
${
  message.refused &&
  message.refused.length > 0 &&
  html`<h3>Refused recipients</h3><ul>${message.refused.map(
    ({ domain, code, meaning }) => html`<li>One at ${domain}: ${code} ${meaning}</li>`,
  )}</ul>`
}
${!message.trace && first && fixBlock(first)}
${messageButtons(message, { isShown: true, isAsked })}
<h3>What happened</h3>
<ol class="history">${message.history.map(
    ({ at: then, says, said }) =>
      html`<li>${timeOf(then, at)} <span>${says}${said && html`<q>${said}</q>`}</span></li>`,
  )}</ol>
${explanation && moreAbout(explanation, { isFirstShown: !message.trace })}`;
}
