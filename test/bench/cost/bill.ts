import { type Price, type Priced, prices } from './prices.ts';

/** How much of each priced thing. */
export type Amounts = Readonly<Partial<Record<Priced, number>>>;

/** One line of a bill. */
export interface Item {
  what: string;
  amount: number;
  /** Without what is free. */
  dollars: number;
}

/** What these amounts cost; the grants that are free each month are left out, since they are free once. */
export function billFor(amounts: Amounts): readonly Item[] {
  return Object.entries(amounts).map(([name, amount]) => {
    const { dollars, per, unit } = prices[name as Priced];
    return { what: unit, amount, dollars: (amount / per) * dollars };
  });
}

export const total = (items: readonly Item[]): number => items.reduce((sum, { dollars }) => sum + dollars, 0);

/** What the free grants of a month are worth, at most. */
export const freeEachMonth = (): readonly Item[] =>
  Object.values<Price>(prices).flatMap(({ free, unit, dollars, per }) =>
    free === undefined ? [] : [{ what: unit, amount: free, dollars: (free / per) * dollars }],
  );

/** So many times as much. */
export const times = (factor: number, amounts: Amounts): Amounts =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, factor * amount]));
