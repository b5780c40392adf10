// `npm run buried -- list|show|resend|purge`: what was not sent, or perhaps was, and what a person does about it.
import { styleText } from 'node:util';
import { purge, resend } from '../shared/administration/administer-messages.ts';
import type { MessageRefusal } from '../shared/administration/change-message.ts';
import { listMessages } from '../shared/administration/list-messages.ts';
import {
  type FoundMessage,
  findMessages,
  handleOf,
  readMessage,
} from '../shared/administration/message-handle.ts';
import { wholeMessage } from '../shared/administration/whole-message.ts';
import type { Fault } from '../shared/failures/fault.ts';
import { failed, ok, type Result } from '../shared/failures/result.ts';
import { UNADDRESSED } from '../shared/intake/unsendable.ts';
import { mailboxKey } from '../shared/mail/mailbox-key.ts';
import { type Administration, openAdministration } from './administration.ts';
import { listLines, messageLines, refusalText } from './buried-lines.ts';
import { type KeptMessage, readKept } from './kept-message.ts';
import { readFlags } from './read-flags.ts';

const usage = `usage: npm run buried -- list [--limit 50] [--json]           what was not sent or is uncertain, newest first
       npm run buried -- show <id> [--json]                  why, what was tried, what to do; as JSON with its content
       npm run buried -- resend <id>… [--may-duplicate]      goes again, with its id and history
       npm run buried -- purge <id>…                         removed for good, content and history
  --limit <number>    at most so many of each mailbox and state
  --settings <file>   settings as in local.settings.json; else those of the environment, else of npm start`;

const { values: flags, positionals } = readFlags(
  {
    options: {
      json: { type: 'boolean' },
      limit: { type: 'string', default: '50' },
      'may-duplicate': { type: 'boolean', default: false },
      settings: { type: 'string' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  },
  usage,
);
const [command = '', ...handles] = positionals;
const limit = Number(flags.limit);
const bold = (text: string) => styleText('bold', text);

/** Lines for standard output, and the errors of what was left as it is. */
interface Said {
  lines: readonly string[];
  errors: readonly string[];
}

async function main(): Promise<Said> {
  const opened = await openAdministration(flags.settings);
  if (!opened.ok) return { lines: [], errors: [opened.error] };
  if (!flags.json) console.error(`Mailboxes of ${opened.value.where}\n`);
  const keys = [...opened.value.parts.addresses.map(mailboxKey), UNADDRESSED];
  if (command === 'list') return list(opened.value, keys);
  const said: Said[] = [];
  for (const handle of handles) {
    const found = await findOne(opened.value, keys, handle);
    said.push(found.ok ? await act(opened.value, found.value) : { lines: [], errors: [found.error] });
  }
  return { lines: said.flatMap(({ lines }) => lines), errors: said.flatMap(({ errors }) => errors) };
}

async function list({ parts: { open }, mailboxes }: Administration, keys: readonly string[]): Promise<Said> {
  const messages: FoundMessage[] = [];
  for (const key of keys) {
    for (const state of ['uncertain', 'buried'] as const) {
      const listed = await listMessages(open(key), state, limit);
      if (!listed.ok) return { lines: [], errors: [storageSaid(listed.error)] };
      for (const found of await Promise.all(listed.value.map(({ id }) => readMessage(open, key, id)))) {
        if (!found.ok) return { lines: [], errors: [storageSaid(found.error)] };
        if (found.value) messages.push(found.value);
      }
    }
  }
  const kept = messages
    .toSorted((a, b) => (b.record.finishedAt ?? 0) - (a.record.finishedAt ?? 0))
    .map((message) => readKept(mailboxes, message));
  return {
    lines: flags.json ? [JSON.stringify(kept.map(withoutContent))] : listLines(kept, bold),
    errors: [],
  };
}

const withoutContent = ({ content: _, ...others }: KeptMessage) => others;

async function findOne(
  { parts: { open } }: Administration,
  keys: readonly string[],
  handle: string,
): Promise<Result<FoundMessage, string>> {
  const found = await findMessages(open, keys, handle);
  if (!found.ok) return failed(storageSaid(found.error));
  const [first, ...others] = found.value;
  if (!first) return failed(refusalText(handle, { kind: 'not-found' }));
  const named = found.value.map(({ key, record }) => handleOf(key, record.id)).join(', ');
  return others.length === 0 ? ok(first) : failed(`Several messages are called ${handle}: ${named}`);
}

async function act({ parts, mailboxes, content }: Administration, found: FoundMessage): Promise<Said> {
  const { key, record } = found;
  const handle = handleOf(key, record.id);
  const done = (result: Result<unknown, MessageRefusal>, line: string): Said =>
    result.ok ? { lines: [line], errors: [] } : { lines: [], errors: [refusalText(handle, result.error)] };
  if (command === 'purge') {
    const gone = await purge(parts, { key, id: record.id });
    // Where the blob does not go with its message, the upkeep finds it within two days.
    if (gone.ok && record.stored?.blob !== undefined) await content.remove(record.stored.blob);
    return done(gone, `${handle} is removed.`);
  }
  if (command === 'resend') {
    const mayDuplicate = flags['may-duplicate'];
    const again = await resend(parts, { key, id: record.id }, { mayDuplicate });
    const soon = again.ok && !again.value.isRung ? ' within minutes: the queue is away just now' : '';
    return done(again, `${handle} goes again${soon}.`);
  }
  const kept = readKept(mailboxes, await wholeMessage(content, found));
  const width = Math.min(process.stdout.columns || 100, 110);
  return { lines: flags.json ? [JSON.stringify(kept)] : messageLines(kept, width, bold), errors: [] };
}

const storageSaid = (fault: Fault): string => refusalText('', { kind: 'unavailable', fault });

const isRight =
  Number.isInteger(limit) &&
  limit > 0 &&
  ((command === 'list' && handles.length === 0) ||
    (command === 'show' && handles.length === 1) ||
    (['resend', 'purge'].includes(command) && handles.length > 0));

if (flags.help || !isRight) {
  console.error(usage);
  process.exitCode = flags.help ? 0 : 2;
} else {
  const { lines, errors } = await main();
  for (const line of lines) console.log(line);
  for (const error of errors) console.error(styleText('red', error, { stream: process.stderr }));
  process.exitCode = errors.length > 0 ? 1 : 0;
}
