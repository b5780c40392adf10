import type { Explanation } from '../failures/explain.ts';
import type { Fix } from '../failures/known-failure.ts';

/** A fix as lines: what to do, where, and the command, which is never wrapped. */
export const fixLines = ({ does, portal, command }: Fix): string[] => [
  does,
  ...(portal ? [portal] : []),
  ...(command ? command.split('\n').map((line) => `    ${line}`) : []),
];

/** Why something failed and how it is mended, as plain lines. */
export const remedyLines = ({
  causes,
  fix,
  more,
}: Pick<Explanation, 'causes' | 'fix' | 'more'>): string[] => [
  'Causes, likeliest first:',
  ...numbered(causes.map((cause) => [cause])),
  'To mend it:',
  ...numbered(fix.map(fixLines)),
  `More: ${more}`,
];

/** An explanation as plain lines, for a terminal that asked over HTTP. */
export const explanationText = (explanation: Explanation): string[] => [
  `${explanation.id}: ${explanation.meaning}`,
  `The message: ${explanation.becomes}`,
  ...remedyLines(explanation),
];

/** Items under their numbers; further lines of an item are indented. */
export const numbered = (items: readonly (readonly string[])[]): string[] =>
  items.flatMap((lines, index) => lines.map((line, row) => (row === 0 ? `${index + 1}. ` : '   ') + line));
