import { readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorOf } from '../../support/anchor.ts';
import { type Evaluated, ofType } from '../template.ts';
import { type Check, differences, unless } from './check.ts';
import { workbookQueries } from './workbook.ts';

const operations = readFileSync(path.resolve(import.meta.dirname, '../../../docs/operations.md'), 'utf8');

/** The paragraphs of docs/operations.md about alerts, as an address names them: each is a condition that is told. */
const paragraphs = [
  'mail-is-held',
  'not-sent-or-perhaps-sent',
  'mail-waits-too-long',
  'messages-in-the-poison-queue',
  'the-certificate-ends',
  'the-daily-limit-is-near',
  'the-app-does-not-run',
  'the-daily-watch-did-not-run',
];

/** The rules that ask the log. */
export const alertRules = (evaluated: Evaluated) =>
  ofType(evaluated, 'Microsoft.Insights/scheduledQueryRules');

export const toldAlerts: Check = {
  says: 'each condition has one alert, a paragraph that its text leads to, and a tile in the workbook',
  problems: (evaluated) => {
    const rules = alertRules(evaluated);
    const tiles = workbookQueries(evaluated).map(({ name }) => name);
    return [
      ...differences(
        'the alerts',
        rules.flatMap(({ properties }) => leadsTo(properties.description)),
        paragraphs,
      ),
      ...paragraphs.flatMap((paragraph) =>
        unless({
          [`operations.md has no paragraph ${paragraph}`]: headings.includes(paragraph),
          [`the workbook has no tile ${paragraph}`]: tiles.includes(paragraph),
        }),
      ),
    ];
  },
};

const leadsTo = (description: string): string[] =>
  [...description.matchAll(/docs\/operations\.md#([\w-]+)$/g)].map(([, paragraph = '']) => paragraph);

const headings = [...operations.matchAll(/^### (.+)$/gm)].map(([, title = '']) => anchorOf(title));
