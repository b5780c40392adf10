import { html } from 'hono/html';
import type { Markup } from './page.ts';

/**
 * The way to another page of the app: a button, because a link would have to hold the key that stands in the address.
 * The form goes to the page's own address, and is answered by the other one's.
 */
export const goTo = (page: 'status' | 'validate', label: string): Markup =>
  html`<form method="post" class="go"><button name="do" value="${page}">${label}</button></form>`;
