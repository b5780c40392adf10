import { reduced } from './reduce.ts';

interface Floor {
  name: string;
  rooms: readonly string[];
}

/** The house as a flowchart of Mermaid, which GitHub draws: floors from the top, and the fewest arrows that say all. */
export function drawHouse(floors: readonly Floor[], graph: ReadonlyMap<string, ReadonlySet<string>>): string {
  const arrows = [...reduced(graph)].flatMap(([room, others]) => [...others].map((other) => [room, other]));
  return [
    'flowchart TB',
    ...floors.flatMap(({ name, rooms }, floor) => [
      `  subgraph floor${floor}["${name}"]`,
      ...rooms.map((room) => `    ${room}`),
      '  end',
    ]),
    ...arrows.map(([room, other]) => `  ${room} --> ${other}`).sort(),
  ].join('\n');
}

/** The comment that names the script, and the fence behind it, which may not be there yet. */
const marked = /^(<!-- drawn by scripts\/write-architecture\.ts -->\n)(?:```mermaid\n[\s\S]*?\n```\n)?/m;

/** The page with the diagram as it is now. */
export const withDiagram = (page: string, diagram: string): string =>
  page.replace(marked, (_, comment: string) => `${comment}\`\`\`mermaid\n${diagram}\n\`\`\`\n`);
