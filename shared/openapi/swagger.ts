import type * as z from 'zod/mini';
import { about, anywhere } from './about.ts';
import { inputSchema } from './json-schema.ts';
import { messageForm } from './message-form.ts';
import type { Answer, Operation, Parameter } from './operation.ts';
import { operations } from './operations.ts';
import { type SwaggerSchema, swaggerSchema } from './swagger-schema.ts';

/** What a document defines by name. */
type Definitions = Record<string, SwaggerSchema>;

/**
 * The Swagger 2.0 document of the app at an origin such as `https://contoso-mail-func.azurewebsites.net`, as custom
 * connectors want it: a message in one form only, and none of the functions that no flow calls.
 */
export function swaggerDocument(origin = anywhere) {
  const { protocol, host } = new URL(origin);
  const definitions: Definitions = {};
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations.filter(({ visibility }) => visibility !== 'internal')) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method]: operationObject(operation, definitions) };
  }
  return {
    swagger: '2.0',
    info: about,
    host,
    basePath: '/api',
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths,
    definitions,
    securityDefinitions: {
      functionKey: { type: 'apiKey', in: 'header', name: 'x-functions-key' },
    },
    security: [{ functionKey: [] }],
  };
}

function operationObject(operation: Operation, definitions: Definitions) {
  const {
    operationId,
    summary,
    description,
    visibility,
    isAnonymous,
    parameters = [],
    body,
    answers,
  } = operation;
  return {
    operationId,
    summary,
    description,
    'x-ms-visibility': visibility,
    ...(body?.mediaTypes && { consumes: body.mediaTypes }),
    parameters: [...parameters.map(parameterObject), ...(body ? [bodyObject(body, definitions)] : [])],
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseObject(answer, definitions)]),
    ),
    ...(isAnonymous && { security: [] }),
  };
}

const parameterObject = (parameter: Parameter) => ({
  name: parameter.name,
  in: parameter.in,
  'x-ms-summary': parameter.summary,
  description: parameter.description,
  required: parameter.required ?? false,
  type: parameter.type ?? 'string',
  ...(parameter.values && { enum: parameter.values }),
  'x-ms-visibility': parameter.visibility ?? 'important',
});

const bodyObject = (
  { description, schema, example }: NonNullable<Operation['body']>,
  definitions: Definitions,
) => ({
  name: 'body',
  in: 'body',
  description,
  required: true,
  schema: schema ? define(schema, definitions, example) : { type: 'string' },
});

function responseObject({ description, schema, headers }: Answer, definitions: Definitions) {
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(headers.map((name) => [name, { type: headerTypes[name] }])),
    }),
    ...(schema && { schema: define(schema, definitions) }),
  };
}

const headerTypes = { Location: 'string', 'Retry-After': 'integer' };

/** The forms of messages, and what has to be filled in. */
const required: Readonly<Record<string, readonly string[]>> = { Message: ['to', 'subject'], TestMessage: [] };

/** Refers to a schema that has an id; any other one stands where it is used. */
function define(schema: z.ZodMiniType, definitions: Definitions, example?: unknown): SwaggerSchema {
  const { $ref, $defs = {}, ...own } = inputSchema(schema);
  const name = $ref?.replace('#/$defs/', '');
  const definition = name === undefined ? undefined : $defs[name];
  if (name === undefined || !definition) return swaggerSchema(own, $defs);
  const written = swaggerSchema(definition, $defs);
  definitions[name] = {
    ...(name in required ? messageForm(written, required[name]) : written),
    ...(example !== undefined && { example }),
  };
  return { $ref: `#/definitions/${name}` };
}
