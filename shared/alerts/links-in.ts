import { factsOf } from './facts-of.ts';
import type { Link } from './notice.ts';

/** A longer one is cut off, and no link any more. */
const MOST_CHARACTERS = 2_000;
const MOST_LINKS = 10;

export const isLink = (value: string): boolean => value.startsWith('https://');

/** What some data links to for a person; the addresses of programming interfaces are none. */
export const linksIn = (data: unknown): readonly Link[] =>
  factsOf(data, MOST_CHARACTERS)
    .filter(({ value }) => isLink(value) && !value.endsWith('…') && URL.canParse(value))
    .map(({ name, value }) => ({ text: name.slice(name.lastIndexOf('.') + 1), address: value }))
    .filter(({ text }) => !/API$/.test(text))
    .slice(0, MOST_LINKS);
