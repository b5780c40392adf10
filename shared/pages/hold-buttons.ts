import { html } from 'hono/html';
import type { Markup } from './page.ts';

/**
 * The buttons of a hold; `named` tells them apart when read aloud. What a person paused is not probed. The form has no
 * address: it goes to that of its page, with the key in it.
 */
export const holdButtons = (
  id: string,
  named: string,
  { canProbe = false }: { canProbe?: boolean } = {},
): Markup => html`<form method="post" class="buttons">
<input type="hidden" name="hold" value="${id}">
<button name="do" value="release-hold">Release<span class="only-read"> ${named}</span></button>
${canProbe && html`<button name="do" value="probe-hold">Probe now<span class="only-read"> ${named}</span></button>`}
</form>`;
