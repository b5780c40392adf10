// `npm run validate`: the report of `GET /api/validate` in a terminal, seen from this machine and as whom it is signed in.
import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import { parseArgs, styleText } from 'node:util';
import { createApp } from '../shared/app.ts';
import type { Verdict } from '../shared/validator/check.ts';
import { reportLines } from '../shared/validator/report-text.ts';
import { chooseEnvironment } from './administration.ts';

const usage = `usage: npm run validate [-- options]     is it set up right? changes nothing
  --probe <probe>     settings, token, login or envelope (the default): how far it goes
  --mailbox <address> this one only
  --json              as GET /api/validate gives it
  --settings <file>   settings as in local.settings.json; else those of the environment, else of npm start
Exit code: 0 where nothing fails, 1 where something does, 2 where the question is wrong.`;

const colours: Partial<Record<Verdict, 'green' | 'yellow' | 'red' | 'gray'>> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  skipped: 'gray',
};

const { values: flags } = parseArgs({
  options: {
    probe: { type: 'string' },
    mailbox: { type: 'string' },
    json: { type: 'boolean' },
    settings: { type: 'string' },
    help: { type: 'boolean' },
  },
});

const mark = (word: string, verdict: Verdict): string => {
  const colour = colours[verdict];
  return colour ? styleText(colour, word) : word;
};

async function main(): Promise<number> {
  const chosen = await chooseEnvironment(flags.settings);
  if (!chosen.ok) return wrong(chosen.error);
  if (!flags.json) console.error(`Settings of ${chosen.value.where}\n`);
  // The Azure SDKs read the environment too, such as the address of the managed identity.
  Object.assign(process.env, chosen.value.environment);
  await trustOwnAuthority(process.env.NODE_EXTRA_CA_CERTS);
  const { validate } = createApp();
  const answer = await validate({ probe: flags.probe, mailbox: flags.mailbox });
  if (!answer.ok) return wrong(answer.error);
  const { value: report } = answer;
  for (const line of flags.json ? [JSON.stringify(report)] : reportLines(report, mark)) console.log(line);
  return report.ok ? 0 : 1;
}

/** Node reads NODE_EXTRA_CA_CERTS at its start: the stack on this desk has a certificate authority of its own. */
async function trustOwnAuthority(file: string | undefined): Promise<void> {
  if (!file) return;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(file, 'utf8')]);
}

function wrong(says: string): number {
  console.error(styleText('red', says, { stream: process.stderr }));
  return 2;
}

if (flags.help) console.error(usage);
else process.exitCode = await main();
