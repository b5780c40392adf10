import { eventsThatBegin, fieldAt, isEvent, wordsOf } from './event-fields.ts';
import { type Analysed, analyse, kinds, type Node } from './language.ts';

/**
 * What is wrong with a query, each in a line: whatever the analyser says, of any severity, and what it cannot know,
 * since a line of the log is JSON: names of events, their fields, and the words that a field may be.
 */
export function problemsOf(query: string): readonly string[] {
  const { diagnostics, nodes } = analyse(query);
  return diagnostics.length > 0 ? diagnostics : lineProblems(nodes);
}

function lineProblems(nodes: Analysed['nodes']): string[] {
  const compared = nodes.flatMap(comparisonOf);
  const begins = compared
    .filter(({ path, text }) => !path && /^\{"event":"/.test(text))
    .map(({ text }) => text);
  const named = compared.filter(({ path }) => path?.join() === 'event').map(({ text }) => text);
  const exact = [
    ...named.filter(isEvent),
    ...begins.filter((text) => text.endsWith('"')).flatMap(eventsThatBegin),
  ];
  const asked = exact.length > 0 ? [...new Set(exact)] : begins.flatMap(eventsThatBegin);
  const paths = nodes.flatMap(wholePath);
  return [
    ...begins
      .filter((text) => eventsThatBegin(text).length === 0)
      .map((text) => `no event begins with ${text}`),
    ...named.filter((name) => !isEvent(name)).map((name) => `there is no event ${name}`),
    ...paths.filter(({ root }) => root !== 'line').map(({ text }) => `${text}: a parsed line is called line`),
    ...paths
      .filter(({ root, path }) => root === 'line' && !asked.some((event) => fieldAt(event, path).length > 0))
      .map(({ text }) => `${text}: no such field in ${asked.join(', ') || 'no event'}`),
    ...compared
      .filter(({ path, text }) => path && !mayBe(asked, path, text))
      .map(({ path, text }) => `line.${path?.join('.')} is never ${text}`),
  ];
}

type Path = readonly (string | number)[];

/** Whether a field of one of the events may be a word; where it is free text, it may. */
function mayBe(events: readonly string[], path: Path, text: string): boolean {
  const words = events.flatMap((event) => fieldAt(event, path)).map(wordsOf);
  return words.length === 0 || words.some((allowed) => allowed === undefined || allowed.includes(text));
}

const paths = [kinds.PathExpression, kinds.ElementExpression];

/** A path such as `line.failure[0].id`, where a node is the whole of one. */
function wholePath(node: Node): { root: string; path: Path; text: string }[] {
  const isPart = node.Parent && paths.includes(node.Parent.Kind) && node.Parent.Expression === node;
  if (!paths.includes(node.Kind) || isPart) return [];
  const text = node.toString(0).trim();
  const [root = '', ...rest] = text.match(/\w+/g) ?? [];
  // Columns of the table that hold anything.
  if (/^(?:Properties|Measurements|customDimensions|customMeasurements)$/.test(root)) return [];
  return [{ root, path: rest.map(stepOf), text }];
}

const stepOf = (step: string): string | number => (/^\d+$/.test(step) ? Number(step) : step);

const comparisons = [
  ...['EqualExpression', 'NotEqualExpression', 'InExpression', 'NotInExpression'],
  ...['StartsWithExpression', 'HasExpression'],
].map((kind) => kinds[kind]);

/** Each text that something is compared with, and the field of the line, where it is one. */
function comparisonOf({ Kind, Left, Right }: Node): { path?: Path; text: string }[] {
  if (!comparisons.includes(Kind) || !Left || !Right) return [];
  const left = Left.toString(0).trim();
  const [, field] = /^(?:tostring\()?line\.([\w.[\]]+)\)?$/.exec(left) ?? [];
  const path = field?.match(/\w+/g)?.map(stepOf);
  const texts = [...Right.toString(0).matchAll(/(['"])(.*?)\1/g)].map(([, , text = '']) => text);
  return texts.map((text) => ({ ...(path && { path }), text }));
}
