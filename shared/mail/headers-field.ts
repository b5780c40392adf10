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

const owned =
  /^x-(?:ms-|microsoft-|forefront-|exchange-|eop|originat|crosspremises|organizationheaders|sendasapp-)/;

/** What Exchange writes and trusts (`X-MS-Exchange-…`), and what this sender writes. `key` is in lower case. */
export const isWrittenByExchange = (key: string): boolean => owned.test(key);

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
  if (isWrittenByExchange(lower) || lower === 'x-mailer')
    return 'is a header that Exchange or this sender writes';
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

/** Written as they are: encoded words are none of their grammar (RFC 5322 §3.6.4). */
const holdsIds = (name: string) => /^(?:in-reply-to|references)$/i.test(name);

/**
 * A line may have 998 characters (RFC 5322 §2.1.1); a value without a space goes into one of its own, which begins with
 * a space.
 */
const longestValue = 997;

/** Further headers by name. */
export const headersField = z.record(headerName, headerText.check(z.maxLength(longestValue))).check(
  z.refine(
    (headers) => Object.entries(headers).every(([name, value]) => !holdsIds(name) || /^[ -~]*$/.test(value)),
    {
      ...whenRight(),
      error: 'must have printable ASCII only in In-Reply-To and References: ids such as <4711@contoso.com>',
    },
  ),
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
