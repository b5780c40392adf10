import { drawHouse, withDiagram } from './architecture/diagram.ts';
import { floors, roomGraph } from './architecture/rooms.ts';
import { generate } from './generate.ts';

/** Draws the house into docs/architecture.md. */
await generate('docs/architecture.md', import.meta, (page) =>
  withDiagram(page, drawHouse(floors, roomGraph())),
);
