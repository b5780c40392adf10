import * as z from 'zod/mini';
import { factsOf } from './facts-of.ts';
import { isLink, linksIn } from './links-in.ts';
import type { Fact, Notice } from './notice.ts';

const text = z.optional(z.nullable(z.coerce.string()));
const texts = z.optional(z.nullable(z.array(z.string())));

/**
 * The common alert schema of Azure Monitor (learn.microsoft.com: alerts-common-schema), as far as it is the same for
 * all alerts, and the conditions of metric alerts and of log search alerts since 2020-05-01.
 */
export const commonAlert = z.object({
  schemaId: z.literal('azureMonitorCommonAlertSchema'),
  data: z.object({
    essentials: z.object({
      alertId: z.string(),
      alertRule: z.string(),
      monitorCondition: z.string(),
      severity: text,
      signalType: text,
      monitoringService: text,
      alertTargetIDs: texts,
      configurationItems: texts,
      firedDateTime: text,
      resolvedDateTime: text,
      description: text,
    }),
    alertContext: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
    customProperties: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  }),
});

type CommonAlert = z.infer<typeof commonAlert>;

const criterion = z.object({
  metricName: text,
  searchQuery: text,
  webTestName: text,
  operator: text,
  threshold: text,
  timeAggregation: text,
  metricValue: text,
  dimensions: z.optional(z.nullable(z.array(z.object({ name: text, value: text })))),
});

/** learn.microsoft.com: Azure Monitor alert severities. */
const severities: Record<string, string> = {
  Sev0: 'critical',
  Sev1: 'error',
  Sev2: 'warning',
  Sev3: 'informational',
  Sev4: 'verbose',
};

/** An alert of Azure Monitor as something to read. */
export function noticeOfAlert({ data }: CommonAlert): Notice {
  const { essentials, alertContext, customProperties } = data;
  const { alertId, alertRule, monitorCondition, severity, firedDateTime, resolvedDateTime } = essentials;
  const isResolved = monitorCondition.toLowerCase() === 'resolved';
  const affected = essentials.configurationItems?.length
    ? essentials.configurationItems
    : (essentials.alertTargetIDs ?? []).map((id) => id.slice(id.lastIndexOf('/') + 1));
  const { allOf, rest } = conditionsOf(alertContext ?? {});
  const on = affected.length > 0 ? ` on ${affected.join(', ')}` : '';
  return {
    key: [alertId, monitorCondition, isResolved ? resolvedDateTime : '', firedDateTime].join('\n'),
    subject: `[${[monitorCondition, severity].filter(Boolean).join(' ')}] ${alertRule}${on}`,
    headline: `${alertRule}: ${monitorCondition}`,
    mood: isResolved ? 'good' : /^Sev[01]$/.test(severity ?? '') ? 'bad' : 'warning',
    says: [...(essentials.description ? [essentials.description] : []), ...allOf.map(sentenceOf)],
    facts: present({
      Severity: severity && [severity, severities[severity]].filter(Boolean).join(', '),
      Affected: affected.join(', '),
      Fired: firedDateTime,
      Resolved: resolvedDateTime,
      Signal: [essentials.signalType, essentials.monitoringService].filter(Boolean).join(', '),
      Resource: essentials.alertTargetIDs?.join('\n'),
      'Alert id': alertId,
    }).concat(
      factsOf(customProperties ?? {}),
      factsOf(rest).filter(({ value }) => !isLink(value)),
    ),
    links: linksIn(alertContext),
  };
}

/** The conditions that are put into sentences, and everything else of the context. */
function conditionsOf(context: Readonly<Record<string, unknown>>) {
  const { condition, ...others } = context;
  const parsed = z.safeParse(z.object({ allOf: z.array(criterion) }), condition);
  if (!parsed.success) return { allOf: [], rest: context };
  const { allOf: _, ...window } = condition as Record<string, unknown>;
  return { allOf: parsed.data.allOf, rest: { ...others, ...window } };
}

/** `Average of Percentage CPU is 31.1: GreaterThan 25 (ResourceId: web-1).` */
function sentenceOf({
  timeAggregation,
  metricName,
  searchQuery,
  webTestName,
  metricValue,
  operator,
  threshold,
  dimensions,
}: z.infer<typeof criterion>): string {
  const what = metricName ?? (searchQuery ? `the query ${searchQuery}` : 'the value');
  const where = [
    ...(webTestName ? [`web test: ${webTestName}`] : []),
    ...(dimensions ?? []).map(({ name, value }) => `${name}: ${value}`),
  ];
  const value = metricValue ? ` is ${metricValue}` : '';
  const limit = [operator, threshold].filter(Boolean).join(' ');
  return `${timeAggregation ? `${timeAggregation} of ` : ''}${what}${value}${limit ? `: ${limit}` : ''}${where.length > 0 ? ` (${where.join(', ')})` : ''}.`;
}

const present = (facts: Record<string, string | null | undefined>): Fact[] =>
  Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : []));
