import * as z from 'zod/mini';
import { events } from '../../../shared/events/event.ts';

/** The part of JSON Schema that events are described with. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | false;
}

/** The fields of each event, by its name. */
const schemas = new Map(
  events.map((event) => {
    const schema = z.toJSONSchema(event) as Schema;
    return [String(schema.properties?.event?.const), schema] as const;
  }),
);

/** The events whose lines begin with a text such as `{"event":"mail.`. */
export const eventsThatBegin = (text: string): string[] =>
  [...schemas.keys()].filter((name) => `{"event":"${name}"`.startsWith(text));

/** Whether there is an event of a name. */
export const isEvent = (name: string): boolean => schemas.has(name);

/** What stands at a path such as `['failure', 0, 'id']` of an event; empty where there is no such field. */
export function fieldAt(event: string, path: readonly (string | number)[]): readonly Schema[] {
  const schema = schemas.get(event);
  return path.reduce<readonly Schema[]>(
    (found, step) => found.flatMap((one) => stepInto(one, step)),
    schema ? [schema] : [],
  );
}

/** The words that a field may be, where it may be a few only. */
export const wordsOf = (schema: Schema): readonly unknown[] | undefined =>
  schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);

function stepInto(schema: Schema, step: string | number): readonly Schema[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => stepInto(one, step));
  const next =
    typeof step === 'number' ? schema.items : (schema.properties?.[step] ?? schema.additionalProperties);
  return next ? [next] : [];
}
