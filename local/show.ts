import { styleText } from 'node:util';
import type { Evidence } from '../shared/failures/known-failure.ts';
import type { Stage } from '../shared/stopwatch.ts';
import type { AttemptLine } from './attempts.ts';
import type { Played } from './play/choose.ts';
import { placeOf } from './play/play.ts';

/** What a person reads while the stack runs. Quiet when a machine reads instead (`--json`). */
export interface Screen {
  say(text?: string): void;
  row(name: string, value: string): void;
  /** Which failure is provoked, where, and how sure its text is. */
  played(played: Played): void;
  /** Each stage of an accepted message with its time, or why it was not sent and what to do. */
  attempt(attempt: AttemptLine): void;
}

/** The stages in the order of the way, in words. */
const stageNames: readonly (readonly [Stage, string])[] = [
  ['compose', 'MIME message built'],
  ['sign', 'assertion signed in Key Vault'],
  ['token', 'app-only token from Entra'],
  ['connect', 'TCP, STARTTLS, EHLO'],
  ['login', 'XOAUTH2'],
  ['submit', 'MAIL, RCPT, DATA'],
];

export const style = (format: Parameters<typeof styleText>[0], text: string): string =>
  styleText(format, text, { stream: process.stdout });

export function openScreen({ quiet }: { quiet: boolean }): Screen {
  const say = (text = '') => {
    if (!quiet) console.log(text);
  };
  const row = (name: string, value: string) => {
    const [first = '', ...others] = value.split(/\r?\n/);
    say(`  ${name.padEnd(18)}${first}`);
    for (const line of others) say(' '.repeat(20) + line);
  };

  return {
    say,
    row,
    played({ row: { id, seen, evidence }, play }) {
      say(`\nPlayed: ${style('bold', id)}`);
      row('where', placeOf(play));
      if ('answer' in play || 'reply' in play) row('what it says', seen[0]);
      row('how sure', sureness[evidence]);
    },
    attempt({ outcome, failure, problems, ms, action }) {
      if (outcome !== 'accepted') {
        say(`  ${style('red', '✗')} not sent (${outcome}); ${whatHappened[action]}`);
        for (const { id, at, meaning, fix, command, more } of failure ?? []) {
          row('what', `${id} (at ${at})`);
          row('why', meaning);
          for (const { path, says } of problems ?? []) row('', `${path || 'the message'} ${says}`);
          row('what to do', fix ?? '');
          if (command) row('', command);
          row('more', more);
        }
        return;
      }
      for (const [stage, name] of stageNames) {
        const time = ms[stage];
        if (time !== undefined) done(name, `${time.toFixed(1)} ms`);
      }
      done('accepted by Exchange (stand-in)', '');
    },
  };

  function done(what: string, time: string): void {
    say(`  ${style('green', '✓')} ${what.padEnd(32)}${time.padStart(10)}`.trimEnd());
  }
}

const sureness: Record<Evidence, string> = {
  documented: 'documented: by whoever says it, or seen in a public log',
  'server-table': 'server-table: published for Exchange Server, inferred for Exchange Online',
  reported: 'reported: by third parties only',
};

const whatHappened: Record<AttemptLine['action'], string> = {
  done: '',
  rest: 'the others get it later',
  retry: 'it waits in its mailbox and is tried again',
  split: 'it goes out again in smaller envelopes',
  pause: 'it waits in its mailbox; one message tries at short intervals',
  hold: 'it waits in its mailbox until this is mended: npm run holds -- list',
  keep: 'it may have been sent; an administrator decides: npm run buried -- list',
  bury: 'it is kept with its explanation: npm run buried -- list',
};
