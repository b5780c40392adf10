import { text } from 'node:stream/consumers';
import { styleText } from 'node:util';
import { explainText } from '../shared/failures/explain.ts';
import { explanationLines } from './explanation-lines.ts';

/** Explains an error that was pasted: `npm run explain -- "<text>"`, or over standard input. `--json` for programs. */
const usage = `usage: npm run explain -- [--json] "<error text>"
       … | npm run explain -- [--json]`;

const words = process.argv.slice(2).filter((word) => word !== '--json');
const pasted = words.length > 0 || process.stdin.isTTY ? words.join(' ') : await text(process.stdin);

if (pasted.trim() === '' || pasted === '--help') {
  console.error(usage);
  process.exitCode = pasted === '--help' ? 0 : 2;
} else if (process.argv.includes('--json')) {
  console.log(JSON.stringify(explainText(pasted)));
} else {
  const width = Math.min(process.stdout.columns || 100, 110);
  const bold = (label: string) => styleText('bold', label);
  for (const line of explanationLines(explainText(pasted), { width, emphasize: bold })) console.log(line);
}
