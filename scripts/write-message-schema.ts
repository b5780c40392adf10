import { messageSchema } from '../shared/mail/message.ts';
import { inputSchema } from '../shared/openapi/json-schema.ts';
import { generate, jsonText } from './generate.ts';

/** Writes docs/message.schema.json. */
await generate('docs/message.schema.json', import.meta, () =>
  jsonText({ $id: 'urn:sendasapp:message:1', ...inputSchema(messageSchema) }),
);
