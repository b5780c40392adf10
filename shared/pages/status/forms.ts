import { html } from 'hono/html';
import type { Mailbox } from '../../mail/sender.ts';
import type { Markup } from '../page.ts';

/** The field to look a message up by its id or handle. */
export const lookUpForm = (): Markup => html`<form method="post" class="fields look-up" role="search">
<label class="wide">Look up a message by its id or handle <input name="id" required maxlength="160" spellcheck="false" autocomplete="off"></label>
<button name="do" value="look">Look up</button>
</form>`;

/** What can be paused, and why it is. */
export const pauseForm = (
  mailboxes: readonly Mailbox[],
): Markup => html`<section class="card" aria-labelledby="pause">
<h2 id="pause">Pause sending</h2>
<form method="post">
<div class="fields">
<label>What <select name="what" required><option value="">choose</option><option value="app">everything</option>${mailboxes.map(
  ({ address, senders }) =>
    html`<option value="mailbox ${address}">mailbox ${address}</option>${senders.map(
      (sender) => html`<option value="sender ${sender}">sender ${sender}</option>`,
    )}`,
)}</select></label>
<label class="wide">Why, for others to read <input name="why" required maxlength="300"></label>
</div>
<div class="buttons"><button name="do" value="pause">Pause</button></div>
<p class="portal">Messages are still taken in, and wait until somebody releases them. What is under way is finished.</p>
</form>
</section>`;
