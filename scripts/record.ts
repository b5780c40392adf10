// `npm run record`: what a real tenant says, redacted, beside what the stand-ins say in the same situation.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { styleText } from 'node:util';
import { chooseEnvironment, DESK } from './administration.ts';
import { readFlags } from './read-flags.ts';
import { makeRecord } from './record/make-record.ts';
import { countLine, differenceLines, recordText } from './record/record.ts';

const usage = `usage: npm run record [-- options]     what the tenant says, beside what the stand-ins say
  --send              sends one message from the mailbox to itself as well; without it nothing is sent
  --mailbox <address> another mailbox of MAIL_MAILBOXES than the first
  --settings <file>   settings as in local.settings.json; else those of the environment, else of npm start
Addresses, ids, names and tokens are taken out before anything is kept. Nothing leaves this machine by itself.
Exit code: 0 where there is a record (of a refusal too), 2 where the settings are wrong.`;

const { values: flags } = readFlags(
  {
    options: {
      send: { type: 'boolean' },
      mailbox: { type: 'string' },
      settings: { type: 'string' },
      help: { type: 'boolean' },
    },
  },
  usage,
);

const whatNow = [
  'Read the second. If nothing in it is yours, open an issue of this project with both files,',
  'or add them yourself: docs/evidence.md, "How a record becomes evidence".',
];
const onlyStandIns = [
  'This was the stack on this desk, so the stand-ins were compared with themselves: that proves nothing.',
  'For a tenant: npm run record -- --settings local.settings.json',
];

const folder = path.resolve(import.meta.dirname, '..', '.local', 'records');

async function main(): Promise<number> {
  const chosen = await chooseEnvironment(flags.settings);
  if (!chosen.ok) return wrong(chosen.error);
  const { where, environment } = chosen.value;
  console.error(`Settings of ${where}; first the tenant, then the stand-ins (some seconds each)\n`);
  const extent = { mailbox: flags.mailbox, sends: flags.send === true };
  const made = await makeRecord({ ...process.env, ...environment }, extent, new Date());
  if (!made.ok) return wrong(`The settings of ${where} do not do: ${made.error}`);
  const record = made.value;
  const file = path.join(folder, record.at.replaceAll(':', '-'));
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.json`, `${JSON.stringify(record, null, 2)}\n`);
  await writeFile(`${file}.txt`, recordText(record));

  for (const line of differenceLines(record)) console.log(line);
  console.log(`\n${countLine(record)}\n`);
  console.log(`Kept as ${file}.json, and to read as ${file}.txt`);
  for (const line of where === DESK ? onlyStandIns : whatNow) console.log(line);
  return 0;
}

function wrong(says: string): number {
  console.error(styleText('red', says, { stream: process.stderr }));
  return 2;
}

if (flags.help) console.error(usage);
else process.exitCode = await main();
