import * as z from 'zod/mini';
import { events } from '../shared/events/event.ts';

/** A field of an event; `path` as a query writes it, a list by `[]`: `failure[].id`. */
interface EventField {
  path: string;
  type: string;
  means: string;
  /** It may be absent. */
  optional: boolean;
}

/** An event as a page tells of it. */
export interface EventDescription {
  name: string;
  when: string;
  fields: readonly EventField[];
}

/** Each event of the list with all of its fields. */
export const describeEvents = (): readonly EventDescription[] =>
  events.map((schema) => {
    const { description = '', properties = {}, required = [] } = z.toJSONSchema(schema);
    const { event: name, ...others } = properties;
    return {
      name: String((name as z.core.JSONSchema.BaseSchema).const),
      when: description,
      fields: fieldsIn(others, required, ''),
    };
  });

type Properties = NonNullable<z.core.JSONSchema.BaseSchema['properties']>;

function fieldsIn(properties: Properties, required: readonly string[], before: string): EventField[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema === 'boolean') return [];
    const path = `${before}${name}`;
    const field = {
      path,
      type: typeOf(schema),
      means: schema.description ?? '',
      optional: !required.includes(name),
    };
    const inner = schema.type === 'array' ? (schema.items as z.core.JSONSchema.BaseSchema) : schema;
    const within = `${path}${inner === schema ? '' : '[]'}.`;
    return [field, ...fieldsIn(inner.properties ?? {}, inner.required ?? [], within)];
  });
}

function typeOf(schema: z.core.JSONSchema.BaseSchema): string {
  const { type, format, enum: words, const: only, anyOf, items, additionalProperties } = schema;
  if (words) return words.map((word) => `\`${word}\``).join(', ');
  if (only !== undefined) return `\`${only}\``;
  if (anyOf) return anyOf.map((one) => typeOf(one as z.core.JSONSchema.BaseSchema)).join(', or ');
  if (format === 'date-time') return 'time (ISO 8601)';
  if (type === 'array') {
    const inner = typeOf(items as z.core.JSONSchema.BaseSchema);
    return inner === 'object' ? 'list' : `list of ${inner}s`;
  }
  if (type === 'object') return additionalProperties ? 'texts by name' : 'object';
  return (
    { string: 'text', integer: 'whole number', number: 'number', boolean: 'yes or no' }[String(type)] ?? ''
  );
}

const between =
  /(?<=<!-- events: written by scripts\/write-events\.ts -->\n)[\s\S]*(?=<!-- end of events -->)/;

/** The page with a section for each event of the list. @throws an error when its two markers are not there. */
export function withEvents(page: string): string {
  if (!between.test(page))
    throw new Error('docs/telemetry.md has lost the two comments that the events stand between');
  return page.replace(between, () => `\n${describeEvents().map(section).join('\n\n')}\n\n`);
}

function section({ name, when, fields }: EventDescription): string {
  const rows = fields.map(
    ({ path, type, means, optional }) =>
      `| \`${path}\` | ${type}${optional ? ', optional' : ''} | ${means} |`,
  );
  return [
    `### ${name}`,
    '',
    `Logged ${when}.`,
    '',
    '| field | type | meaning |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}
