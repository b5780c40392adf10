import { html } from 'hono/html';
import { makePage } from './page.ts';
import { shapeOf } from './shapes.ts';

/** Why a question is not answered, and the way back to one that is. */
export const refusalPage = (error: string): string =>
  makePage(
    'Not answered',
    html`<header class="headline fail">${shapeOf('fail')}<div><h1>${error}</h1>
<p class="age">Go back, and ask in another way.</p></div></header>`,
  );
