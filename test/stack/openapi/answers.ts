import assert from 'node:assert/strict';
import type { Desk } from '../../support/desk.ts';
import { misfitsOpenApi, misfitsSwagger, openApiPaths, swaggerPaths } from '../../support/openapi.ts';

interface Asked {
  /** Sent as JSON, a text as it is. */
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
}

/** Asks the functions of an app, and holds each answer against both documents. */
export interface Answers {
  /** `path` begins behind `/api`; gives the answer's JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer, it compares.
  ask(method: string, path: string, status: number, asked?: Asked): Promise<any>;
}

/** `seen` gets `<operationId> <status>` of each answer. */
export const answersOf = ({ host }: Pick<Desk, 'host'>, seen: Set<string>): Answers => ({
  async ask(method, path, status, { body, type = 'application/json', headers = {} } = {}) {
    const answer = await fetch(`${host.url}/api${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-functions-key': host.key,
        ...(body !== undefined && { 'content-type': type }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} ${path}: ${text}`);
    const template = Object.keys(openApiPaths).find((one) => matches(one, path)) ?? '';
    const operation = openApiPaths[template]?.[method.toLowerCase()];
    assert.ok(operation, `${method} ${path} is in docs/openapi.json`);
    seen.add(`${operation.operationId} ${status}`);
    const told = operation.responses[status];
    assert.ok(told, `${operation.operationId} has the answer ${status}`);
    for (const name of Object.keys(told.headers ?? {}))
      assert.ok(answer.headers.get(name), `${status} ${name}`);
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const json = isJson ? JSON.parse(text) : undefined;
    if (told.content) {
      const media = told.content[answer.headers.get('content-type')?.split(';')[0] ?? ''];
      assert.ok(media, `${operation.operationId} ${status} ${answer.headers.get('content-type')}`);
      const what = `${operation.operationId} ${status}`;
      assert.equal(misfitsOpenApi(media.schema, json ?? text, true), undefined, `${what}: ${text}`);
      const connector = swaggerPaths[template]?.[method.toLowerCase()]?.responses[status]?.schema;
      if (isJson && connector)
        assert.equal(misfitsSwagger(connector, json, true), undefined, `${what}: ${text}`);
    }
    return json;
  },
});

/** `/messages/{id}` is the template of `/messages/4711?token=…`. */
function matches(template: string, path: string): boolean {
  const [route = ''] = path.split('?');
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(route);
}
