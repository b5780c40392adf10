import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assumed, fixedAmounts, messageAmounts } from './cost/amounts.ts';
import { billFor, freeEachMonth, type Item, times, total } from './cost/bill.ts';
import { measure } from './cost/measure.ts';
import type { ProofBenchmark } from './proof-benchmark.ts';

const short = { lone: 1, backlog: 31, idleSeconds: 5 };
const full = { lone: 4, backlog: 91, idleSeconds: 60 };

/** What the app asks of services that cost money, counted, times public prices. It holds where all could be counted. */
export const cost: ProofBenchmark = {
  says: 'what a million messages and a quiet month cost: operations counted × public prices',
  async prove({ short: isShort, progress }) {
    const counts = await measure(isShort ? short : full, progress);
    const million = {
      alone: billFor(times(1_000_000, messageAmounts(counts.lone, 'alone'))),
      backlog: billFor(times(1_000_000, messageAmounts(counts.backlog, 'backlog'))),
    };
    const month = {
      open: billFor(fixedAmounts(counts, { alertRules: alertRules(), isPrivate: false })),
      private: billFor(fixedAmounts(counts, { alertRules: alertRules(), isPrivate: true })),
    };
    return {
      holds: Object.values(counts.lone).every((value) => value >= 0) && counts.backlog.table > 0,
      json: { counts, assumed, million, month, freeEachMonth: freeEachMonth() },
      lines: [
        ...table('A million messages that come alone', million.alone),
        ...table('A million messages of backlogs', million.backlog),
        ...table('A month without mail', month.open),
        ...table('A month without mail, private network', month.private),
        ...table('Free each month, at most', freeEachMonth()),
        JSON.stringify({ counts, assumed }, undefined, 2),
      ],
    };
  },
};

function table(title: string, items: readonly Item[]): readonly string[] {
  const row = (what: string, amount: string, dollars: number) =>
    `  ${what.padEnd(52)}${amount.padStart(14)}${dollars.toFixed(2).padStart(10)} $`;
  return [
    title,
    ...items.map(({ what, amount, dollars }) =>
      row(what, amount.toLocaleString('en', { maximumFractionDigits: amount < 100 ? 1 : 0 }), dollars),
    ),
    row('together', '', total(items)),
    '',
  ];
}

/** So many rules ask the log every 15 minutes or less often. */
function alertRules(): number {
  const bicep = readFileSync(path.resolve(import.meta.dirname, '../../infra/modules/alerts.bicep'), 'utf8');
  return [...bicep.matchAll(/^ +every: 'P/gm)].length;
}
