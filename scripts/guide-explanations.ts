import { explainText } from '../shared/failures/explain.ts';
import { explanationLines } from './explanation-lines.ts';

const block = /^```text explained=(.+)\n[\s\S]*?^```$/gm;

/** docs/guide.md with what `npm run explain` says in each block that asks for it. */
export const withExplanations = (page: string): string =>
  page.replace(
    block,
    (_, said: string) => `\`\`\`text explained=${said}\n${explained(said).join('\n')}\n\`\`\``,
  );

/** The beginning of an explanation: all causes, and the first way to mend it. */
function explained(said: string): string[] {
  const lines = explanationLines(explainText(said), { width: 100, emphasize: (text) => text });
  const mend = lines.findIndex((line) => line.startsWith('mend it'));
  const end = lines.findIndex((line, index) => index > mend && /^(?: {13}2\. |\S)/.test(line));
  return [...lines.slice(0, end), `${' '.repeat(13)}…`];
}
