// `npm run holds -- list|probe|release|pause`: what keeps mail from going, and what a person does about it.
import { styleText } from 'node:util';
import {
  type Acted,
  type HoldRefusal,
  pauseByHand,
  probeHold,
  releaseHold,
} from '../shared/administration/administer-holds.ts';
import { type HoldTarget, holdId } from '../shared/administration/hold-id.ts';
import { listHolds } from '../shared/administration/list-holds.ts';
import type { Fault } from '../shared/failures/fault.ts';
import { failed, ok, type Result } from '../shared/failures/result.ts';
import { findSender } from '../shared/mail/sender.ts';
import { type Administration, openAdministration } from './administration.ts';
import { holdsLines } from './holds-lines.ts';
import { readFlags } from './read-flags.ts';

const usage = `usage: npm run holds -- list [--json]                     what is held, why, and how many wait
       npm run holds -- probe <hold>                      one message looks now whether it is mended
       npm run holds -- release <hold>                    everything that waits goes, at the permitted pace
       npm run holds -- pause app [--why <text>]          nothing is sent until a person releases it
       npm run holds -- pause mailbox <address> [--why <text>]
       npm run holds -- pause sender <address> [--why <text>]
  --settings <file>   settings as in local.settings.json; else those of the environment, else of npm start`;

const { values: flags, positionals } = readFlags(
  {
    options: {
      json: { type: 'boolean' },
      why: { type: 'string' },
      settings: { type: 'string' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  },
  usage,
);
const [command = '', ...words] = positionals;

async function main(): Promise<Result<readonly string[], string>> {
  const opened = await openAdministration(flags.settings);
  if (!opened.ok) return opened;
  if (!flags.json) console.error(`Mailboxes of ${opened.value.where}\n`);
  const { parts } = opened.value;
  const [hold = ''] = words;
  switch (command) {
    case 'list':
      return list(opened.value);
    case 'probe':
      return acted(hold, await probeHold(parts, hold), 'is probed by the next message');
    case 'release':
      return acted(hold, await releaseHold(parts, hold), 'is released; what waits goes');
    default:
      return pause(opened.value);
  }
}

async function list({ parts }: Administration): Promise<Result<readonly string[], string>> {
  const listed = await listHolds(parts);
  if (!listed.ok) return failed(storageSaid(listed.error));
  if (flags.json) return ok([JSON.stringify(listed.value)]);
  const bold = (text: string) => styleText('bold', text);
  return ok(holdsLines(listed.value, bold));
}

async function pause({ parts, mailboxes }: Administration): Promise<Result<readonly string[], string>> {
  const [scope, address = ''] = words;
  let target: HoldTarget = { scope: 'app' };
  if (scope !== 'app') {
    const found = findSender(mailboxes, address);
    const isOwn = found?.mailbox.address.toLowerCase() === address.toLowerCase();
    if (!found || (scope === 'mailbox' && !isOwn)) {
      return failed(`MAIL_MAILBOXES names no ${scope} ${address}.`);
    }
    target =
      scope === 'mailbox'
        ? { scope, address: found.mailbox.address }
        : { scope: 'sender', address: found.mailbox.address, sender: found.from };
  }
  const paused = await pauseByHand(parts, target, flags.why ?? 'no reason was given');
  if (!paused.ok) return failed(storageSaid(paused.error));
  const id = holdId(target);
  return ok([`Paused. What is under way is finished. To go on: npm run holds -- release ${id}`]);
}

function acted(
  hold: string,
  result: Result<Acted, HoldRefusal>,
  done: string,
): Result<readonly string[], string> {
  if (result.ok) {
    return ok([
      `${hold} ${done}${result.value.isRung ? '' : ' within minutes: the queue is away just now'}.`,
    ]);
  }
  switch (result.error.kind) {
    case 'no-such-hold':
      return failed(`There is no hold ${hold}. npm run holds -- list names those that there are.`);
    case 'paused-by-hand':
      return failed(
        `${hold} was paused by hand: nothing probes it. To go on: npm run holds -- release ${hold}`,
      );
    case 'unavailable':
      return failed(storageSaid(result.error.fault));
  }
}

const storageSaid = ({ code, said }: Fault): string =>
  `Storage did not do it: ${code ? `${code}: ` : ''}${said}`;

const isRight =
  (command === 'list' && words.length === 0) ||
  (['probe', 'release'].includes(command) && words.length === 1) ||
  (command === 'pause' &&
    (words[0] === 'app' ? words.length === 1 : words.length === 2) &&
    ['app', 'mailbox', 'sender'].includes(words[0] ?? ''));

if (flags.help || !isRight) {
  console.error(usage);
  process.exitCode = flags.help ? 0 : 2;
} else {
  const result = await main();
  if (result.ok) for (const line of result.value) console.log(line);
  else console.error(styleText('red', result.error, { stream: process.stderr }));
  process.exitCode = result.ok ? 0 : 1;
}
