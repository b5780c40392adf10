import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { script } from './script.ts';
import { style } from './style.ts';

/** A piece of a page. Whatever is put into `html` is escaped; `raw` is for texts of our own. */
export type Markup = ReturnType<typeof html>;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What every page is sent with: it loads nothing, is not framed, not kept, and its address goes nowhere (it may hold a key). */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** A whole page; `main` is its content, headed by an `h1`. */
export const makePage = (title: string, main: Markup): string =>
  String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · SendAsApp</title>
<style>${raw(style)}</style>
</head>
<body>
<main>${main}</main>
<p role="status" class="only-read" id="copied"></p>
<script>${raw(script)}</script>
</body>
</html>
`);
