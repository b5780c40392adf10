import { analyse } from '../kql/language.ts';
import { ofType, type Resource } from '../template.ts';
import { alertRules } from './alerts.ts';
import { type Check, differences, unless } from './check.ts';

/** What the service takes: learn, and the list that the Terraform provider checks. */
const frequencies = [
  'PT5M',
  'PT10M',
  'PT15M',
  'PT30M',
  'PT45M',
  'PT1H',
  'PT2H',
  'PT3H',
  'PT4H',
  'PT5H',
  'PT6H',
];
const windows = [...frequencies, 'P1D', 'P2D'];

export const firingAlerts: Check = {
  says: 'alerts are looked at often enough, over no more than the service takes, tell somebody, and end by themselves',
  problems: (evaluated, { receivers }) => {
    const groups = ofType(evaluated, 'Microsoft.Insights/actionGroups');
    const addresses = groups.flatMap(({ properties }) => properties.emailReceivers);
    return [
      ...differences(
        'the action group',
        addresses.map(({ emailAddress }) => emailAddress),
        receivers,
      ),
      ...unless({
        'mail is not in the common schema': addresses.every((one) => one.useCommonAlertSchema === true),
      }),
      ...alertRules(evaluated).flatMap(({ name, properties }) =>
        unless({
          [`${name} is off`]: properties.enabled === true,
          [`${name} has severity ${properties.severity}`]: [1, 2, 3].includes(properties.severity),
          [`${name} tells nobody`]: properties.actions.actionGroups.length === (receivers.length > 0 ? 1 : 0),
          [`${name} does not ask the log`]: /workspaces/.test(properties.scopes[0]),
          [`${name} cannot be deployed before the first line`]: properties.skipQueryValidation === true,
          [`${name} does not end, or is muted as well`]:
            properties.autoMitigate === true && properties.muteActionsDuration === undefined,
          [`${name} looks back over too much or less than between two looks`]:
            windows.indexOf(properties.windowSize) >= frequencies.indexOf(properties.evaluationFrequency),
          // More than twelve hours, and an alert could not end by itself.
          [`${name} is looked at too seldom`]: frequencies.includes(properties.evaluationFrequency),
        }),
      ),
      ...alertRules(evaluated).flatMap(columnProblems),
      ...alertRules(evaluated).flatMap(absenceProblems),
    ];
  },
};

/** What a rule measures and what it splits by are columns of its query, of types that the service takes. */
function columnProblems({ name, properties }: Resource): string[] {
  return properties.criteria.allOf.flatMap(({ query, metricMeasureColumn, dimensions }: Criterion) => {
    const { columns } = analyse(query);
    const numbers = metricMeasureColumn === undefined ? [] : [metricMeasureColumn];
    return [
      ...numbers
        .filter((column) => !['int', 'long', 'real'].includes(columns.get(column) ?? ''))
        .map((column) => `${name} measures ${column}, which is no number of its query`),
      ...dimensions
        .filter((dimension) => columns.get(dimension.name) !== 'string')
        .map((dimension) => `${name} splits by ${dimension.name}, which is no text of its query`),
    ];
  });
}

/** A rule that fires because there is nothing has to be answered where nothing was ever logged: the table is not there. */
function absenceProblems({ name, properties }: Resource): string[] {
  return properties.criteria.allOf
    .filter(({ operator, threshold }: Criterion) => operator === 'LessThan' && threshold === 1)
    .filter(({ query }: Criterion) => !/^\s*union isfuzzy=true AppTraces, \(datatable\(/.test(query))
    .map(() => `${name} fails where nothing was ever logged`);
}

interface Criterion {
  query: string;
  operator: string;
  threshold: number;
  metricMeasureColumn?: string;
  dimensions: readonly { name: string }[];
}
