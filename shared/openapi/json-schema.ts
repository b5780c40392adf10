import * as z from 'zod/mini';

/** A JSON Schema of draft 2020-12, as zod writes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The schema of what is written, whatever it is read as. zod leaves examples out wherever a field is changed while it
 * is read: they might show the result. Ours do not.
 */
export const inputSchema = (schema: z.ZodMiniType): JsonSchema =>
  z.toJSONSchema(schema, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });

/** The schemas of one document. */
export interface Components {
  /** Refers to a schema that has an id; any other one stands where it is used. */
  use(schema: z.ZodMiniType): JsonSchema;
  /** Those that have an id, by it. */
  all(): Record<string, JsonSchema>;
}

/** Collects schemas under `#/components/schemas/`, where OpenAPI has them. */
export function collectComponents(): Components {
  const found = new Map<string, JsonSchema>();
  return {
    use(schema) {
      const { $schema: _, $defs = {}, ...own } = moved(inputSchema(schema));
      for (const [id, definition] of Object.entries($defs)) found.set(id, definition);
      return own;
    },
    all: () => Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

const prefix = '#/components/schemas/';

const moved = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', prefix) : value,
  );
