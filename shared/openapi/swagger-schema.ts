import type { JsonSchema } from './json-schema.ts';
import { titleCase, titleOf } from './title-case.ts';

/** A schema of Swagger 2.0, with the extensions of custom connectors. */
export interface SwaggerSchema {
  items?: SwaggerSchema;
  properties?: Record<string, SwaggerSchema>;
  additionalProperties?: SwaggerSchema;
  [keyword: string]: unknown;
}

/** Keywords that mean the same in both. */
const shared = ['type', 'format', 'description', 'required', 'maxLength', 'minItems', 'maxItems'];

/**
 * A JSON Schema in the words of Swagger 2.0, which has neither alternatives nor references beside other words: of several
 * forms the text remains, and definitions stand where they are used. All that it allows, the original allows.
 */
export function swaggerSchema(schema: JsonSchema, definitions: Definitions, name?: string): SwaggerSchema {
  const whole = inOneForm(schema, definitions);
  const { title, items, properties, additionalProperties, contentEncoding, default: usual } = whole;
  const again = (inner: JsonSchema, key?: string) => swaggerSchema(inner, definitions, key);
  const values = textsOf(whole);
  const example = exampleOf(whole);
  return {
    ...Object.fromEntries(shared.flatMap((word) => (word in whole ? [[word, whole[word]]] : []))),
    ...(name !== undefined && { 'x-ms-summary': title === undefined ? titleOf(name) : titleCase(title) }),
    ...(contentEncoding === 'base64' && { format: 'byte' }),
    ...(values && { enum: values }),
    ...(usual !== undefined && typeof usual !== 'object' && { default: usual }),
    ...(example !== undefined && { example }),
    ...(isSchema(items) && { items: again(items) }),
    ...(properties && { properties: mapped(properties, again) }),
    ...(isSchema(additionalProperties) && { additionalProperties: again(additionalProperties) }),
  };
}

type Definitions = NonNullable<JsonSchema['$defs']>;

/** Follows a reference and takes one of several forms; what stands beside it wins. */
function inOneForm(schema: JsonSchema, definitions: Definitions): JsonSchema {
  const { $ref, anyOf, ...own } = schema;
  const referred = definitions[$ref?.replace('#/$defs/', '') ?? ''];
  const forms = anyOf?.filter(isSchema).map((form) => inOneForm(form, definitions));
  const chosen = forms?.find(({ type }) => type === 'string') ?? forms?.[0];
  if (!referred && !chosen) return own;
  return inOneForm({ ...referred, ...chosen, ...own }, definitions);
}

/** The values that may be chosen from, where there is a choice. */
const textsOf = ({ enum: listed, const: only }: JsonSchema) => (only === undefined ? listed : [only]);

const exampleOf = ({ examples, type }: JsonSchema) =>
  examples?.find((example) => type !== 'string' || typeof example === 'string');

const mapped = (
  properties: NonNullable<JsonSchema['properties']>,
  change: (schema: JsonSchema, name: string) => SwaggerSchema,
) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, inner]) =>
      isSchema(inner) ? [[name, change(inner, name)]] : [],
    ),
  );

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
