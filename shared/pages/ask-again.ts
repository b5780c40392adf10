import { html } from 'hono/html';
import type { Probe } from '../validator/probe.ts';
import type { Report } from '../validator/report.ts';
import type { Markup } from './page.ts';

/** How far a look can go; to send is a button of its own. */
const depths: Readonly<Record<Exclude<Probe, 'send'>, string>> = {
  settings: 'the settings only',
  token: 'up to the token of Entra',
  login: 'up to the login',
  envelope: 'up to the envelope, without a message',
};

/**
 * What the report does not prove, and the buttons to find out. The form has no address of its own: it goes to that of
 * the page, with the key in it, which so never stands in the page. `functions/question-of.ts` reads the fields.
 */
export function askAgain({ probe, mailboxes, caveat }: Report, asked: string | undefined): Markup {
  const chosen = probe === 'send' ? 'envelope' : probe;
  return html`<section class="card" aria-labelledby="again">
<h2 id="again">Ask again</h2>
<p>${caveat}</p>
<form method="post">
<div class="fields">
<label>How far <select name="probe">${Object.entries(depths).map(
    ([one, far]) => html`<option value="${one}" ${one === chosen && 'selected'}>${far}</option>`,
  )}</select></label>
<label>Mailbox <select name="mailbox"><option value="">all of them</option>${mailboxes.map(
    ({ mailbox }) =>
      html`<option ${mailbox.toLowerCase() === asked?.toLowerCase() && 'selected'}>${mailbox}</option>`,
  )}</select></label>
</div>
<div class="buttons">
<button name="do" value="look">Look</button>
<button name="do" value="release">Look, and release what is mended</button>
<button name="do" value="send">Send one message to itself</button>
</div>
<p class="portal">Look changes nothing. Sending is the only proof: a real message goes from the mailbox to itself, which takes up to a minute for each.</p>
</form>
</section>`;
}
