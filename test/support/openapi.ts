import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import openApi from '../../docs/openapi.json' with { type: 'json' };
import swagger from '../../docs/swagger.json' with { type: 'json' };

interface Media {
  schema: object;
  example?: unknown;
}

/** An operation of docs/openapi.json. */
interface OpenApiOperation {
  operationId: string;
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media>; headers?: object }>;
}

type Paths<Operation> = Record<string, Record<string, Operation>>;

/** docs/openapi.json and docs/swagger.json, path by path and method by method. */
export const openApiPaths = openApi.paths as unknown as Paths<OpenApiOperation>;
export const swaggerPaths = swagger.paths as unknown as Paths<{
  responses: Record<string, { schema?: object; headers?: object }>;
}>;

/** What does not fit a schema of docs/openapi.json; with `isClosed`, a member that it does not name does not fit. */
export function misfitsOpenApi(schema: object, value: unknown, isClosed = false): string | undefined {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const whole = { ...schema, components: openApi.components };
  return misfits(ajv, isClosed ? closed(whole) : whole, value);
}

/** The same of docs/swagger.json. */
export function misfitsSwagger(schema: object, value: unknown, isClosed = false): string | undefined {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const whole = { ...schema, definitions: swagger.definitions };
  return misfits(ajv, isClosed ? closed(whole) : whole, value);
}

function misfits(ajv: Ajv, schema: object, value: unknown): string | undefined {
  const fits = ajv.compile(schema);
  return fits(value) ? undefined : ajv.errorsText(fits.errors);
}

/** The schema with objects that have no members but those that it names. */
const closed = (schema: object): object =>
  JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.type === 'object' && value.properties && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  );
