import { openApiDocument } from '../shared/openapi/openapi.ts';
import { swaggerDocument } from '../shared/openapi/swagger.ts';
import { generate, jsonText } from './generate.ts';

/** Writes docs/openapi.json and docs/swagger.json. */
await generate('docs/openapi.json', import.meta, () => jsonText(openApiDocument()));
await generate('docs/swagger.json', import.meta, () => jsonText(swaggerDocument()));
