import { html } from 'hono/html';
import { PAUSED } from '../mailbox/holds.ts';
import type { MailMeaning } from '../validator/mail-meaning.ts';
import { minute } from '../validator/minute.ts';
import { holdButtons } from './hold-buttons.ts';
import type { Markup } from './page.ts';
import { commandBlock } from './remedy.ts';
import { shapeOf } from './shapes.ts';

type Hold = Pick<MailMeaning['released'][number], 'scope' | 'sender' | 'failure' | 'since'>;

const whatIsHeld = { app: 'all mailboxes', mailbox: 'the mailbox', sender: 'the sender' } as const;

/** What a mailbox's report means for its mail: what waits, what holds it, and the button and the command that release it. */
export const roomOf = ({
  waiting,
  isMore,
  buried,
  holds,
  released,
}: MailMeaning): Markup => html`<div class="room">
<p><b>${waiting}${isMore && ' or more'}</b> waiting, <b>${buried}</b> buried${holds.length === 0 && ', nothing held'}.</p>
${released.map((hold) => html`<p>${shapeOf('pass')} Released just now: ${named(hold)}. What it held goes.</p>`)}
${holds.map(
  (
    hold,
  ) => html`<p>${shapeOf(hold.failure === PAUSED ? 'warn' : 'fail')} Held: ${named(hold)}. Once it is mended, release it:</p>
${holdButtons(hold.id, hold.sender ?? whatIsHeld[hold.scope])}
${commandBlock(hold.release, 'release the hold')}`,
)}
</div>`;

const named = ({ scope, sender, failure, since }: Hold): Markup =>
  html`${whatIsHeld[scope]}${sender && ` ${sender}`}, since ${minute(Date.parse(since))}, ${failure === PAUSED ? 'paused by hand' : html`for <code>${failure}</code>`}`;
