import type { Visibility } from './operation.ts';
import type { SwaggerSchema } from './swagger-schema.ts';

/** Fields that a designer shows at once; the others are in its menu. */
const important = new Set(['from', 'to', 'subject', 'text', 'html', 'attachments', 'filename', 'content']);

/** What a form needs no field for: it has one that says the same. */
const hidden = new Set([
  ...['body', 'isHtml', 'reply_to', 'mime', 'version', 'traceparent'],
  ...['name', 'contentBytes', '$content-type', '$content', 'encoding'],
]);

/** How designers offer people or an editor, and what a form offers of a field with many forms. */
const forms: Readonly<Record<string, SwaggerSchema>> = {
  from: { format: 'email' },
  to: { format: 'email' },
  cc: { format: 'email' },
  bcc: { format: 'email' },
  replyTo: { format: 'email' },
  html: { format: 'html' },
  priority: {
    type: 'string',
    enum: ['normal', 'high'],
    description: 'high goes first where messages wait for their mailbox; nobody sees it.',
  },
};

/** The message as the form of a connector: each thing in one way, and what everyone needs first. */
export const messageForm = (schema: SwaggerSchema, required: readonly string[] = []): SwaggerSchema => ({
  ...formOf(schema),
  ...(required.length > 0 && { required }),
});

function formOf(schema: SwaggerSchema): SwaggerSchema {
  return {
    ...schema,
    ...(schema.items && { items: formOf(schema.items) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties)
          .filter(([name]) => !hidden.has(name))
          .map(([name, field]) => [
            name,
            { ...formOf(field), ...forms[name], 'x-ms-visibility': visibilityOf(name) },
          ]),
      ),
    }),
  };
}

const visibilityOf = (name: string): Visibility => (important.has(name) ? 'important' : 'advanced');
