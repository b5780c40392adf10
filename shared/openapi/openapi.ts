import { about, anywhere } from './about.ts';
import { type Components, collectComponents } from './json-schema.ts';
import type { Answer, Operation, Parameter } from './operation.ts';
import { operations } from './operations.ts';

/** The OpenAPI 3.1 document of the app at an origin such as `https://contoso-mail-func.azurewebsites.net`. */
export function openApiDocument(origin = anywhere) {
  const components = collectComponents();
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method]: operationObject(operation, components) };
  }
  return {
    openapi: '3.1.1',
    info: about,
    servers: [{ url: `${origin}/api` }],
    security: [{ functionKey: [] }],
    paths,
    components: {
      schemas: components.all(),
      headers: {
        Location: {
          description: 'Where to look what became of it.',
          schema: { type: 'string', format: 'uri' },
        },
        'Retry-After': {
          description: 'Seconds to wait before the next request.',
          schema: { type: 'integer' },
        },
      },
      securitySchemes: {
        functionKey: {
          type: 'apiKey',
          in: 'header',
          name: 'x-functions-key',
          description: 'A key of the function app; in the query it is called code.',
        },
      },
    },
  };
}

function operationObject(operation: Operation, components: Components) {
  const { operationId, summary, description, parameters, body, answers, isAnonymous } = operation;
  return {
    operationId,
    summary,
    description,
    ...(parameters && { parameters: parameters.map(parameterObject) }),
    ...(body && {
      requestBody: { description: body.description, required: true, content: contentOf(body, components) },
    }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseObject(answer, components)]),
    ),
    ...(isAnonymous && { security: [] }),
  };
}

function parameterObject({
  name,
  in: place,
  description,
  type = 'string',
  values,
  required,
  example,
}: Parameter) {
  return {
    name,
    in: place,
    description,
    ...(required && { required }),
    schema: { type, ...(values && { enum: values }) },
    ...(example !== undefined && { example }),
  };
}

function responseObject({ description, headers, ...answer }: Answer, components: Components) {
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    }),
    ...((answer.schema || answer.mediaTypes) && { content: contentOf(answer, components) }),
  };
}

/** The schema is of its JSON; any other form is a text. */
function contentOf(
  { schema, mediaTypes = ['application/json'], example }: Partial<NonNullable<Operation['body']>>,
  components: Components,
) {
  const json = schema ? components.use(schema) : { type: 'object' };
  return Object.fromEntries(
    mediaTypes.map((type) => [
      type,
      {
        schema: /json$/.test(type) ? json : { type: 'string' },
        ...(example !== undefined && { example }),
      },
    ]),
  );
}
