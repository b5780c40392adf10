import type { Line } from './line.ts';

/** How a tenant's line and the stand-in's stand to each other. */
export type Likeness = 'same' | 'same but for values' | 'different' | 'only there' | 'only here';

/** One place of the dialogue: what the tenant said `there` and the stand-in `here`. */
export interface Compared {
  place: string;
  likeness: Likeness;
  there?: string;
  here?: string;
}

/** Lines of both dialogues place by place, in the order of the tenant's; what only the stand-in said behind its neighbour. */
export function compare(tenant: readonly Line[], standIn: readonly Line[]): Compared[] {
  const there = byPlace(tenant);
  const here = byPlace(standIn);
  const compared = [...there].map(([place, says]) => likenessOf(place, says, here.get(place)));
  let last: string | undefined;
  for (const [place, says] of here) {
    if (!there.has(place)) {
      const behind = compared.findIndex((one) => one.place === last) + 1;
      compared.splice(behind, 0, { place, likeness: 'only here', here: says });
    }
    last = place;
  }
  return compared;
}

/** What is said a second time at the same place has a place of its own. */
function byPlace(lines: readonly Line[]): Map<string, string> {
  const times = new Map<string, number>();
  const found = new Map<string, string>();
  for (const { place, says } of lines) {
    const time = (times.get(place) ?? 0) + 1;
    times.set(place, time);
    found.set(time === 1 ? place : `${place} (${time})`, says);
  }
  return found;
}

function likenessOf(place: string, there: string, here: string | undefined): Compared {
  if (here === undefined) return { place, likeness: 'only there', there };
  if (there === here) return { place, likeness: 'same', there, here };
  const likeness = withoutValues(there) === withoutValues(here) ? 'same but for values' : 'different';
  return { place, likeness, there, here };
}

/** Reply codes, HTTP statuses and AADSTS numbers are words; what was redacted and longer numbers are values. */
const withoutValues = (text: string): string =>
  text.replace(/<[^<>]*>/g, '<>').replace(/(?<!AADSTS)\b\d{4,}\b/g, '#');
