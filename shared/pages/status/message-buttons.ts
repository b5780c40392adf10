import { html } from 'hono/html';
import type { Resendable } from '../../doors/overview/ended-entry.ts';
import type { Markup } from '../page.ts';

/** Why a message has no button that sends it again. */
const because: Readonly<Partial<Record<Resendable, string>>> = {
  unsendable: 'It cannot be sent as it is: its producer has to mend it, under an id of its own.',
  expired: 'Its producer does not want it sent any more.',
  'no-content': 'Its content is not kept any more: its producer has to send it once more.',
};

interface Buttons {
  id: string;
  handle: string;
  resend: Resendable;
}

/**
 * What can be done with a message. One that may have been sent is first looked at (`isAsked`: that has happened), and
 * sent again by a second press.
 */
export const messageButtons = (
  { id, handle, resend }: Buttons,
  { isShown = false, isAsked = false }: { isShown?: boolean; isAsked?: boolean } = {},
): Markup => html`${because[resend] && html`<p class="portal">${because[resend]}</p>`}
<form method="post" class="buttons">
<input type="hidden" name="message" value="${handle}">
${
  isAsked && resend === 'may-duplicate'
    ? html`<button name="do" value="resend-twice">Send it again, even if it arrives twice<span class="only-read"> ${id}</span></button>`
    : (resend === 'possible' || resend === 'may-duplicate') &&
      html`<button name="do" value="resend">Send it again${resend === 'may-duplicate' && '…'}<span class="only-read"> ${id}</span></button>`
}
${!isShown && html`<button name="do" value="show" class="quiet">What happened<span class="only-read"> to ${id}</span></button>`}
</form>`;
