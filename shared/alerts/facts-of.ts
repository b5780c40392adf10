import type { Fact } from './notice.ts';
import { shortened } from './shortened.ts';

/** More than anybody reads in a mail; the rest is in the portal. */
const MOST_FACTS = 60;
const MOST_CHARACTERS = 300;

/** Whatever data came, as one fact for each value in it: `condition.windowSize`, `tables[0].name`. */
export function factsOf(data: unknown, mostCharacters = MOST_CHARACTERS): readonly Fact[] {
  const facts: Fact[] = [];
  // Wide before deep: of much data the outermost is kept. A stack of calls could be made too deep.
  const left: { name: string; value: unknown }[] = [{ name: '', value: data }];
  for (let one = left.shift(); one && facts.length < MOST_FACTS; one = left.shift()) {
    const { name, value } = one;
    if (value === null || value === undefined || value === '') continue;
    if (typeof value !== 'object')
      facts.push({ name: shortened(name, MOST_CHARACTERS), value: shortened(String(value), mostCharacters) });
    else if (left.length < MOST_FACTS) left.push(...partsOf(value, shortened(name, MOST_CHARACTERS)));
  }
  return facts;
}

const partsOf = (value: object, name: string): { name: string; value: unknown }[] =>
  Object.entries(value)
    .slice(0, MOST_FACTS)
    .map(([key, part]) => ({
      name: Array.isArray(value) ? `${name}[${key}]` : name === '' ? key : `${name}.${key}`,
      value: part,
    }));
