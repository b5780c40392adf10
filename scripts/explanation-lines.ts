import type { Explanation } from '../shared/failures/explain.ts';
import type { Evidence } from '../shared/failures/known-failure.ts';
import { stepTitles } from '../shared/failures/step-titles.ts';

const labelWidth = 13;

const sureness: Record<Evidence, string> = {
  documented: '',
  'server-table': ' (published for Exchange Server; Exchange Online is inferred)',
  reported: ' (reported by third parties only)',
};

interface Look {
  width: number;
  /** Puts weight on a label or a command, for example by colour. */
  emphasize: (text: string) => string;
}

/** An explanation as lines for a person: a label at the left, wrapped words at the right, commands never wrapped. */
export function explanationLines(explanation: Explanation, { width, emphasize }: Look): string[] {
  const { id, at, meaning, causes, fix, becomes, source, evidence, more } = explanation;
  const wrapped = (text: string, indent = 0) => wrap(text, width - labelWidth - indent);

  const section = (label: string, lines: readonly string[]) =>
    lines.map(
      (line, index) => (index === 0 ? emphasize(label.padEnd(labelWidth)) : ' '.repeat(labelWidth)) + line,
    );

  const item = (text: string, index: number) =>
    wrapped(text, 3).map((line, row) => (row === 0 ? `${index + 1}. ` : '   ') + line);

  const fixLines = fix.flatMap(({ does, portal, command }, index) => [
    ...item(does, index),
    ...(portal ? wrapped(portal, 3).map((line) => `   ${line}`) : []),
    ...(command ? command.split('\n').map((line) => `   ${emphasize(line)}`) : []),
  ]);

  return [
    ...section(id === 'unlisted' ? 'not listed' : 'error', [emphasize(id)]),
    ...section('step', [stepTitles[at]]),
    ...section('meaning', wrapped(meaning)),
    ...section('causes', causes.flatMap(item)),
    ...section('mend it', fixLines),
    ...section('the message', wrapped(becomes)),
    ...section('source', wrapped(source + sureness[evidence])),
    ...section('more', [more]),
  ];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}
