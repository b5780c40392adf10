import { problemsOf } from '../kql/problems.ts';
import { alertRules } from './alerts.ts';
import type { Check } from './check.ts';
import { workbookQueries } from './workbook.ts';

export const soundQueries: Check = {
  says: 'each query asks for columns of the log, and for events and fields that the app logs',
  problems: (evaluated) =>
    [
      ...alertRules(evaluated).flatMap(({ name, properties }) =>
        properties.criteria.allOf.map(({ query }: { query: string }) => ({ name, query })),
      ),
      ...workbookQueries(evaluated),
    ].flatMap(({ name, query }) => problemsOf(query).map((problem) => `${name}: ${problem}`)),
};
