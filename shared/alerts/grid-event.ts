import * as z from 'zod/mini';
import { factsOf } from './facts-of.ts';
import { isLink, linksIn } from './links-in.ts';
import type { Notice } from './notice.ts';

const text = z.optional(z.nullable(z.string()));

/** An event in the schema of Event Grid (learn.microsoft.com: Event Grid event schema). */
const eventGridEvent = z.pipe(
  z.object({
    id: z.string(),
    eventType: z.string(),
    subject: text,
    topic: text,
    eventTime: text,
    data: z.unknown(),
  }),
  z.transform(({ id, eventType, subject, topic, eventTime, data }) => ({
    id,
    type: eventType,
    source: topic ?? '',
    subject: subject ?? '',
    time: eventTime ?? '',
    data,
  })),
);

/** An event as CloudEvents 1.0 has it in JSON. */
const cloudEvent = z.pipe(
  z.object({
    specversion: z.literal('1.0'),
    id: z.string(),
    type: z.string(),
    source: z.string(),
    subject: text,
    time: text,
    data: z.unknown(),
  }),
  z.transform(({ id, type, source, subject, time, data }) => ({
    id,
    type,
    source,
    subject: subject ?? '',
    time: time ?? '',
    data,
  })),
);

export const gridEvent = z.union([eventGridEvent, cloudEvent]);

export type GridEvent = z.infer<typeof gridEvent>;

/** What a validation event wants to hear back; undefined for any other event. */
export function validationCode({ type, data }: GridEvent): string | undefined {
  if (type !== 'Microsoft.EventGrid.SubscriptionValidationEvent') return undefined;
  const parsed = z.safeParse(z.object({ validationCode: z.string() }), data);
  return parsed.success ? parsed.data.validationCode : undefined;
}

/** An event as something to read. */
export function noticeOfEvent({ id, type, source, subject, time, data }: GridEvent): Notice {
  const what = subject.slice(subject.lastIndexOf('/') + 1);
  const given = { Type: type, Subject: subject, Source: source, Time: time, 'Event id': id };
  return {
    // An id is one within its source only (CloudEvents 1.0).
    key: [source, id].join('\n'),
    subject: what === '' ? type : `${type}: ${what}`,
    headline: type,
    mood: 'neutral',
    says: [],
    facts: Object.entries(given)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ({ name, value }))
      .concat(factsOf(data).filter(({ value }) => !isLink(value))),
    links: linksIn(data),
  };
}
