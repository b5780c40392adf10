import assert from 'node:assert/strict';
import { test } from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import openApiFile from '../../../docs/openapi.json' with { type: 'json' };
import swaggerFile from '../../../docs/swagger.json' with { type: 'json' };
import { parseMessage } from '../../../shared/mail/parse.ts';
import { openApiDocument } from '../../../shared/openapi/openapi.ts';
import { operations } from '../../../shared/openapi/operations.ts';
import { swaggerDocument } from '../../../shared/openapi/swagger.ts';
import { misfitsOpenApi, openApiPaths } from '../../support/openapi.ts';

test('docs/openapi.json and docs/swagger.json are up to date', () => {
  assert.deepEqual(openApiFile, JSON.parse(JSON.stringify(openApiDocument())));
  assert.deepEqual(swaggerFile, JSON.parse(JSON.stringify(swaggerDocument())));
});

for (const [name, document] of Object.entries({ openapi: openApiFile, swagger: swaggerFile })) {
  test(`${name}.json is what its parser takes: structure and specification`, async () => {
    await assert.doesNotReject(SwaggerParser.validate(structuredClone(document) as never));
  });
}

test('a document that breaks its specification does not pass', async () => {
  const broken = structuredClone(swaggerFile) as { paths: Record<string, unknown> };
  broken.paths['/broken'] = { get: { operationId: 'Broken' } };
  await assert.rejects(SwaggerParser.validate(broken as never));
});

test('the address of the app that was asked stands in both', () => {
  const swagger = swaggerDocument('http://127.0.0.1:7071');
  assert.deepEqual([swagger.host, swagger.schemes, swagger.basePath], ['127.0.0.1:7071', ['http'], '/api']);
  assert.deepEqual(openApiDocument('http://127.0.0.1:7071').servers, [{ url: 'http://127.0.0.1:7071/api' }]);
});

test('every operation has a name of its own and a summary without a full stop, and tells the parameters of its path', () => {
  const ids = operations.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path, parameters = [], operationId, summary } of operations) {
    assert.match(summary, /^[A-Z].{0,78}[^.]$/);
    assert.match(operationId, /^[A-Z][A-Za-z]+$/);
    const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    assert.deepEqual(
      parameters.filter((one) => one.in === 'path').map(({ name }) => name),
      inPath,
      operationId,
    );
  }
});

interface Shown {
  'x-ms-summary'?: string;
  description?: string;
  properties?: Record<string, Shown>;
  items?: Shown;
  [keyword: string]: unknown;
}

/** Every field that a designer shows, with its path. */
function fieldsOf(schema: Shown, path: string): [string, Shown][] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, Shown][] => [
      [`${path}.${name}`, field],
      ...fieldsOf(field, `${path}.${name}`),
    ]),
    ...(schema.items ? fieldsOf(schema.items, `${path}[]`) : []),
  ];
}

const definitions: Record<string, Shown> = swaggerFile.definitions;

test('a designer has a title in Title Case and a sentence for each field', () => {
  const fields = Object.entries(definitions).flatMap(([name, definition]) => fieldsOf(definition, name));
  assert.ok(fields.length > 100);
  for (const [path, { 'x-ms-summary': summary = '', description = '' }] of fields) {
    assert.match(summary, /^[A-Z$]\S*(?: (?:[A-Z]\S*|a|an|and|for|of|or|the|to|with))*$/, path);
    assert.ok(summary.length <= 80, path);
    assert.match(description, /^\S.*[.)]$/, path);
  }
});

test('a message has each thing in one way, with what everyone needs first', () => {
  const { properties = {} } = definitions.Message ?? {};
  const important = Object.entries(properties).flatMap(([name, field]) =>
    field['x-ms-visibility'] === 'important' ? [name] : [],
  );
  assert.deepEqual(important, ['from', 'to', 'subject', 'text', 'html', 'attachments']);
  assert.doesNotMatch(JSON.stringify(definitions.Message), /Synonym/i);
});

test('what the Swagger document allows as a message is right by the contract', () => {
  const message = fillIn(definitions.Message ?? {}) as { attachments: { blob: string }[] };
  const attachments = message.attachments.map(({ blob: _, ...attachment }) => attachment);
  const parsed = parseMessage({ ...message, attachments }, { id: 'queue-id' });
  assert.ok(parsed.ok, JSON.stringify(parsed));
});

/** A value for every field, by its example. */
function fillIn({ example, properties, items, type, enum: values }: Shown): unknown {
  if (properties)
    return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, fillIn(field)]));
  if (items) return [fillIn(items)];
  if (example !== undefined) return example;
  if (Array.isArray(values)) return values[0];
  return type === 'boolean' ? false : 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
}

test('the examples of bodies are right by their schemas', () => {
  const bodies = Object.values(openApiPaths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, requestBody }) =>
      Object.values(requestBody?.content ?? {}).map((media) => ({ operationId, ...media })),
    );
  assert.ok(bodies.length >= 3);
  for (const { operationId, schema, example } of bodies)
    assert.equal(misfitsOpenApi(schema, example), undefined, operationId);
});
