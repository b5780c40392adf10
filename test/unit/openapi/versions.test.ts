import assert from 'node:assert/strict';
import { test } from 'node:test';
import openApi from '../../../docs/openapi.json' with { type: 'json' };

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>;
}

interface Schema {
  required?: readonly string[];
  properties?: Record<string, { const?: unknown }>;
}

/** Answers in others' words: the handshake of Event Grid, and the documents themselves. */
const inOthersWords = ['ReceiveAlerts 200', 'GetOpenApi 200', 'GetSwagger 200'];

/**
 * What is not here is about something wrong: a problem document, whose media type says by which rules it is read
 * (RFC 9457).
 */
const answers = Object.values(openApi.paths as Record<string, Record<string, Operation>>)
  .flatMap(Object.values)
  .flatMap(({ operationId, responses }: Operation) =>
    Object.entries(responses).flatMap(([status, { content }]) => {
      const json = content?.['application/json'];
      return json ? [{ name: `${operationId} ${status}`, schema: schemaOf(json.schema) }] : [];
    }),
  )
  .filter(({ name }) => !inOthersWords.includes(name));

function schemaOf({ $ref = '' }: { $ref?: string }): Schema {
  return (openApi.components.schemas as Record<string, Schema>)[$ref.split('/').at(-1) ?? ''] ?? {};
}

test('every answer in JSON says its version', () => {
  assert.ok(answers.length > 20);
  for (const { name, schema } of answers) {
    assert.ok(schema.required?.includes('version'), name);
    assert.equal(schema.properties?.version?.const, 1, name);
  }
});
