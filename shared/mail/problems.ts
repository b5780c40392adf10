import { closest, distance } from 'fastest-levenshtein';
import type { core } from 'zod/mini';

/**
 * One thing that is wrong with a message. `path` is the field (`attachments[1].content`), empty for the message as a
 * whole; `says` continues it ("must be …") and never repeats content, subject or a recipient's address.
 */
export interface Problem {
  path: string;
  says: string;
}

/** More than anybody reads, few enough for a reply. */
const mostProblems = 100;
const mostNames = 10;

/** zod's issues as problems, alternatives (`a text or a list`) reduced to the one that the input was meant as. */
export function toProblems(issues: readonly core.$ZodIssue[]): Problem[] {
  const problems = issues.flatMap((issue) => fromIssue(issue, []));
  const more = problems.length - mostProblems;
  return more <= 0
    ? problems
    : [...problems.slice(0, mostProblems), { path: '', says: `has ${more} more problems` }];
}

function fromIssue(issue: core.$ZodIssue, parents: readonly PropertyKey[]): Problem[] {
  const path = [...parents, ...issue.path];
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((branch) => !branch.some(isOtherKind));
    if (meant.length === 1) return meant.flat().flatMap((inner) => fromIssue(inner, path));
  }
  const says = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ path: pathText(path), says }];
}

const isOtherKind = (issue: core.$ZodIssue) => issue.path.length === 0 && issue.code === 'invalid_type';

/** A name that came with the message may be anything, an address too: only plain ones are repeated. */
const isPlainName = (name: string) => /^[\w$-]{1,76}$/.test(name);

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${isPlainName(String(key)) ? String(key) : '?'}`))
    .join('')
    .replace(/^\./, '');
}

const kinds: Record<string, string> = {
  string: 'a text',
  object: 'an object',
  record: 'an object whose values are texts',
  array: 'a list',
  boolean: 'true or false',
};

/** zod's error map: what is wrong where the schema does not say it in its own words. */
export function say(issue: core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? issue.expected;
      return issue.input === undefined ? `is missing: it must be ${kind}` : `must be ${kind}`;
    }
    case 'invalid_value':
      return `must be one of ${[...new Set(issue.values.map(String))].join(', ')}`;
    case 'too_big':
      return `may have at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
    case 'unrecognized_keys':
      return notFields(issue.keys, Object.keys((issue.inst as core.$ZodObject)._zod.def.shape));
    default:
      return undefined;
  }
}

function notFields(names: readonly string[], known: readonly string[]): string {
  const says: string[] = [];
  const strange: string[] = [];
  for (const name of names.slice(0, mostNames)) {
    const near = nearest(name, known);
    if (near === undefined) strange.push(isPlainName(name) ? `\`${name}\`` : 'a name of odd characters');
    else says.push(`\`${name}\` is not a field; did you mean \`${near}\`?`);
  }
  if (names.length > mostNames) strange.push(`${names.length - mostNames} more`);
  if (strange.length > 0) says.push(`${strange.join(', ')}: not a field; fields are ${known.join(', ')}`);
  return says.join(' ');
}

/** Two slips are a typing error in a long name and another word in a short one. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const near = closest(name.toLowerCase(), known);
  return distance(name.toLowerCase(), near.toLowerCase()) <= (near.length < 6 ? 1 : 2) ? near : undefined;
}
