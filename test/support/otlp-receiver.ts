import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import * as z from 'zod';

const value = z.union([
  z.strictObject({ stringValue: z.string() }).transform((one) => one.stringValue),
  z.strictObject({ intValue: z.number() }).transform((one) => one.intValue),
  z.strictObject({ boolValue: z.boolean() }).transform((one) => one.boolValue),
]);
const attributes = z
  .array(z.strictObject({ key: z.string(), value }))
  .transform((list) => Object.fromEntries(list.map((one) => [one.key, one.value])));
const nanoseconds = z
  .string()
  .regex(/^\d{19}$/)
  .transform((text) => Number(BigInt(text) / 1000n) / 1000);
const none = z.array(z.never());
const kinds = ['', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

// What the exporter sends, and nothing beside it: opentelemetry-proto, trace/v1/trace.proto, as JSON.
const span = z.strictObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  name: z.string(),
  kind: z
    .int()
    .min(1)
    .max(5)
    .transform((kind) => kinds[kind] ?? ''),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  droppedAttributesCount: z.literal(0),
  events: none,
  droppedEventsCount: z.literal(0),
  links: none,
  droppedLinksCount: z.literal(0),
  status: z.strictObject({ code: z.int(), message: z.string().optional() }),
  flags: z.int(),
});
const request = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes, droppedAttributesCount: z.literal(0) }),
      scopeSpans: z.array(
        z.strictObject({ scope: z.strictObject({ name: z.literal('sendasapp') }), spans: z.array(span) }),
      ),
    }),
  ),
});

/** A span as it came; times in milliseconds since 1970. */
export interface ReceivedSpan extends Omit<z.output<typeof span>, 'startTimeUnixNano' | 'endTimeUnixNano'> {
  start: number;
  end: number;
  resource: Record<string, string | number | boolean>;
}

/** An OpenTelemetry collector for tests: takes traces by OTLP over HTTP, and nothing that is not as its schema has it. */
export async function startOtlpReceiver() {
  const spans: ReceivedSpan[] = [];
  const texts: string[] = [];
  const wrong: unknown[] = [];

  async function take(asked: IncomingMessage): Promise<void> {
    assert.deepEqual([asked.method, asked.url], ['POST', '/v1/traces']);
    assert.equal(asked.headers['content-type'], 'application/json');
    const body = await json(asked);
    texts.push(JSON.stringify(body));
    for (const { resource, scopeSpans } of request.parse(body).resourceSpans) {
      for (const { startTimeUnixNano: start, endTimeUnixNano: end, ...one } of scopeSpans.flatMap(
        (scope) => scope.spans,
      )) {
        spans.push({ ...one, start, end, resource: resource.attributes });
      }
    }
  }

  const server = createServer((asked, answer) => {
    if (receiver.hangs) return;
    take(asked).then(
      () => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
      (error) => {
        wrong.push(error);
        answer.writeHead(400).end();
      },
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Takes connections, and never answers. */
    hangs: false,
    spans,
    /** Every request as it came. */
    texts,
    async stop() {
      server.closeAllConnections();
      await once(server.close(), 'close');
      assert.deepEqual(wrong, []);
    },
  };
  return receiver;
}
