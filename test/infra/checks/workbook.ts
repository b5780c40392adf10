import { type Evaluated, ofType } from '../template.ts';
import { type Check, unless } from './check.ts';

interface Item {
  name: string;
  content: { query?: string; resourceType?: string; crossComponentResources?: readonly string[] };
}

/** Each item of the workbook that asks something. */
export function workbookQueries(evaluated: Evaluated): { name: string; query: string }[] {
  return itemsOf(evaluated).flatMap(({ name, content }) =>
    content.query === undefined ? [] : [{ name, query: content.query }],
  );
}

const workbooksOf = (evaluated: Evaluated) => ofType(evaluated, 'Microsoft.Insights/workbooks');

const itemsOf = (evaluated: Evaluated): Item[] =>
  workbooksOf(evaluated).flatMap(({ properties }) => JSON.parse(properties.serializedData).items);

export const oneWorkbook: Check = {
  says: 'there is one workbook, and each of its queries asks the workspace that the app logs to',
  problems: (evaluated) => {
    const [workspace] = ofType(evaluated, 'Microsoft.OperationalInsights/workspaces');
    return [
      ...unless({ 'there is not one workbook': workbooksOf(evaluated).length === 1 }),
      ...itemsOf(evaluated)
        .filter(({ content }) => content.query !== undefined)
        .filter(({ content }) => content.crossComponentResources?.join() !== workspace?.id)
        .map(({ name }) => `${name} asks another resource`),
    ];
  },
};
