import * as z from 'zod/mini';
import { resultSchema } from '../shared/results/result.ts';
import { generate, jsonText } from './generate.ts';

/** Writes docs/result.schema.json. */
await generate('docs/result.schema.json', import.meta, () =>
  jsonText({ $id: 'urn:sendasapp:result:1', ...z.toJSONSchema(resultSchema) }),
);
