import { styleText } from 'node:util';
import type { AttemptLine } from './attempts.ts';

/** What a person reads while the stack runs. Quiet when a machine reads instead (`--json`). */
export interface Screen {
  say(text?: string): void;
  row(name: string, value: string): void;
  /** Each stage of an accepted message with its time, or why it was not sent and what to do. */
  attempt(attempt: AttemptLine): void;
}

/** The stages in the order of the way, in words. */
const stageNames: Record<string, string> = {
  compose: 'MIME message built',
  sign: 'assertion signed in Key Vault',
  token: 'app-only token from Entra',
  connect: 'TCP, STARTTLS, EHLO',
  login: 'XOAUTH2',
  submit: 'MAIL, RCPT, DATA',
};

export const style = (format: Parameters<typeof styleText>[0], text: string): string =>
  styleText(format, text, { stream: process.stdout });

export function openScreen({ quiet }: { quiet: boolean }): Screen {
  const say = (text = '') => {
    if (!quiet) console.log(text);
  };
  const row = (name: string, value: string) => say(`  ${name.padEnd(18)}${value}`);

  return {
    say,
    row,
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
      for (const [stage, name] of Object.entries(stageNames)) {
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

const whatHappened: Record<AttemptLine['action'], string> = {
  done: '',
  bury: 'it is kept with its explanation in the container mail-buried',
  again: 'it stays in the queue and is tried again in 30 s, five times in all',
};
