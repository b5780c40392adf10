import * as z from 'zod/mini';
import { headerText } from './text.ts';
import { whenRight } from './when-right.ts';

/** Headers that a producer may set besides `X-…`. */
const allowedHeaders = [
  'Auto-Submitted',
  'Feedback-ID',
  'In-Reply-To',
  'List-Archive',
  'List-Help',
  'List-Id',
  'List-Owner',
  'List-Post',
  'List-Subscribe',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Precedence',
  'References',
  'Sensitivity',
];

const allowed = new Set(allowedHeaders.map((name) => name.toLowerCase()));

/** What Exchange writes and trusts (`X-MS-Exchange-…`), and what this sender writes. */
const owned =
  /^x-(?:ms-|microsoft-|forefront-|exchange-|eop|originat|crosspremises|organizationheaders|sendasapp-|mailer$)/;

/** Headers whose value has a field of its own. */
const fieldOf = new Map([
  ['from', 'from'],
  ['to', 'to'],
  ['cc', 'cc'],
  ['bcc', 'bcc'],
  ['reply-to', 'replyTo'],
  ['subject', 'subject'],
  ['importance', 'importance'],
  ['priority', 'importance'],
  ['x-priority', 'importance'],
  ['x-msmail-priority', 'importance'],
]);

function whyRefused(name: string): string | undefined {
  const lower = name.toLowerCase();
  const field = fieldOf.get(lower);
  if (field) return `is not a header to set here; use the field \`${field}\``;
  if (owned.test(lower)) return 'is a header that Exchange or this sender writes';
  if (allowed.has(lower) || lower.startsWith('x-')) return undefined;
  return `is not an allowed header; allowed are X-… and ${allowedHeaders.join(', ')}`;
}

const headerName = z.string().check(
  z.regex(/^[A-Za-z0-9-]{1,76}$/, 'must be a header name: 1 to 76 letters, digits and hyphens'),
  z.superRefine((name, context) => {
    const why = whyRefused(name);
    if (why) context.addIssue(why);
  }),
);

const namesDiffer = (names: readonly string[]) =>
  new Set(names.map((name) => name.toLowerCase())).size === names.length;

/** Further headers by name. A value is one line of at most 998 characters (RFC 5322 §2.1.1). */
export const headersField = z.record(headerName, headerText.check(z.maxLength(998))).check(
  z.refine((headers) => namesDiffer(Object.keys(headers)), {
    ...whenRight(),
    error: 'must name each header once; upper and lower case make no difference',
  }),
  z.meta({
    title: 'Headers',
    description: `Further headers: X-… (none that Exchange writes) and ${allowedHeaders.join(', ')}.`,
    examples: [{ 'X-Invoice': '4711', 'List-Unsubscribe': '<https://contoso.com/stop>' }],
  }),
);
