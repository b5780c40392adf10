import { withoutTokens } from '../../shared/failures/without-tokens.ts';

/** Something that must not be in a record, and what stands there for it. */
export interface Known {
  value: string;
  alias: string;
}

const ADDRESS = 'mailbox@tenant.example';

/** A shorter name is a word of its own somewhere, and says nothing of whose it is. */
const SHORTEST_NAME = 5;

/** What Entra puts between quotes as a name of its own, not of the tenant. */
const protocolNames =
  /^(?:<[^']*>|client_\w+|grant_type|scope|resource|aud|iss|sub|tid|exp|nbf|jti|alg|x5t|https:\/\/outlook\.office365\.com\S*)$/;

/** Shapes of what belongs to somebody, in the order in which they are taken out. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/(?:\d+\.\d+:[0-9A-F]+,? ?)+/g, '<diagnostics>'],
  [/<(?!mailbox@tenant\.example>)[^<>\s@]+@[^<>\s]+>/g, '<message id>'],
  [/[\w.!#$%&'*+/=?^`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, ADDRESS],
  [/\b\w{3}, \d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?/g, '<time>'],
  [/\b[\w.-]+\.prod\.(outlook\.com|office365\.us|partner\.outlook\.cn)\b/gi, '<server>.prod.$1'],
  [/\b[\w-]+(?:\.[\w-]+)*\.outlook\.office365\.(com|us)\b/gi, '<server>.outlook.office365.$1'],
  [/(?:[\w-]|<\w+>)+(?:\.mail)?\.onmicrosoft\.(com|us|cn)\b/gi, 'tenant.onmicrosoft.$1'],
  [/(?:[\w-]|<\w+>)+\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)\b/gi, '<vault>.vault.$1'],
  [/(?:[\w-]|<\w+>)+\.(blob|queue|table)\.core\.([\w.]+)\b/gi, '<account>.$1.core.$2'],
  [/(\/resourcegroups\/)[^/'"\s]+/gi, '$1<name>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<ip>'],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])/gi, '<ip>'],
  [/\b(?=[A-Za-z+/]*\d)[A-Za-z0-9+/]{40,}={0,2}/g, '<opaque>'],
  [/(?<![\w-])(?=[\w-]*\d)[\w-]{20,}/g, '<opaque>'],
  // No digit among so many happens now and then; no word is as long.
  [/(?<![\w-])[\w-]{40,}/g, '<opaque>'],
  [/\b(?=[A-F]*\d)[0-9A-F]{12,}\b/gi, '<opaque>'],
];

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * Takes everything out of a text that tells whose it is or lets anybody in: first what is known, then what has the shape
 * of it. The same GUID gets the same number throughout. It rather takes out too much: wording is what a record is for.
 */
export function createRedactor(known: readonly Known[]): (text: string) => string {
  const numbers = new Map<string, number>();
  const patterns = known
    .filter(({ value }) => value.length >= SHORTEST_NAME)
    // The longest first: an address before its domain.
    .sort((one, other) => other.value.length - one.value.length)
    .flatMap(({ value, alias }) =>
      [...new Set([value, encodeURIComponent(value)])].map((form) => ({ form, alias })),
    )
    .map(({ form, alias }) => ({ pattern: new RegExp(escaped(form), 'gi'), alias }));

  return (text) => {
    let left = text;
    for (const { pattern, alias } of patterns) left = left.replace(pattern, () => alias);
    left = withoutTokens(left).replaceAll('[token]', '<token>');
    left = left.replace(guid, (one) => {
      const key = one.toLowerCase();
      const number = numbers.get(key) ?? numbers.size + 1;
      numbers.set(key, number);
      return `<guid ${number}>`;
    });
    for (const [shape, alias] of shapes) left = left.replace(shape, alias);
    return left.replace(/(?<=^|[\s(=[])'([^'\n]+)'(?=$|[\s).,;:\]])/g, (quoted, name: string) =>
      protocolNames.test(name) ? quoted : "'<name>'",
    );
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
