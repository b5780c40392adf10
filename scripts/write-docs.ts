// `npm run docs` writes every generated document; `npm run docs:check` (`--check`) says which are out of date.
import './write-architecture.ts';
import './write-errors.ts';
import './write-events.ts';
import './write-evidence.ts';
import './write-examples.ts';
import './write-guide.ts';
import './write-message-schema.ts';
import './write-openapi.ts';
import './write-result-schema.ts';
import './write-settings-table.ts';
