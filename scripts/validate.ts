// `npm run validate`: the report of `/api/validate` in a terminal, seen from this machine and as whom it is signed in.
import { styleText } from 'node:util';
import yoctoSpinner from 'yocto-spinner';
import { createApp } from '../shared/app.ts';
import type { Verdict } from '../shared/validator/check.ts';
import { reportLines } from '../shared/validator/report-text.ts';
import { chooseEnvironment } from './administration.ts';
import { trustOwnAuthority } from './own-authority.ts';
import { readFlags } from './read-flags.ts';

const usage = `usage: npm run validate [-- options]     is it set up right? changes nothing, unless told to
  --probe <probe>     how far it goes: settings, token, login, envelope (the default), or send, which lets
                      each mailbox send one message to itself: the app that runs in Azure, or npm start, sends it
  --release           releases the holds whose cause a green login shows to be mended, as POST does; send does so too
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

const { values: flags } = readFlags(
  {
    options: {
      probe: { type: 'string' },
      release: { type: 'boolean' },
      mailbox: { type: 'string' },
      json: { type: 'boolean' },
      settings: { type: 'string' },
      help: { type: 'boolean' },
    },
  },
  usage,
);

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
  const spinner = startSpinner();
  const { probe, mailbox } = flags;
  const acts = flags.release === true || probe === 'send';
  const answer = await validate({ probe, mailbox, acts, onCheck: spinner.show }).finally(spinner.stop);
  if (!answer.ok) return wrong(answer.error);
  const { value: report } = answer;
  for (const line of flags.json ? [JSON.stringify(report)] : reportLines(report, mark)) console.log(line);
  if (report.ok && report.probe === 'envelope' && !flags.json)
    console.error('\nThe next step: npm run validate -- --probe send');
  return report.ok ? 0 : 1;
}

/** Says on a terminal what is looked at; nothing elsewhere. */
function startSpinner(): { show: (title: string, mailbox?: string) => void; stop: () => void } {
  if (!process.stderr.isTTY || process.env.CI) return { show() {}, stop() {} };
  const spinner = yoctoSpinner({ stream: process.stderr }).start();
  return {
    show(title, mailbox) {
      spinner.text = mailbox === undefined ? title : `${title} (${mailbox})`;
    },
    stop: () => spinner.stop(),
  };
}

function wrong(says: string): number {
  console.error(styleText('red', says, { stream: process.stderr }));
  return 2;
}

if (flags.help) console.error(usage);
else process.exitCode = await main();
