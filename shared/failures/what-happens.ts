import type { Scope, Treatment } from './known-failure.ts';

const held: Record<Scope, string> = {
  app: 'all mail',
  mailbox: 'the mail of this mailbox',
  sender: 'the mail with this From address',
};

/** What becomes of the message, in a sentence for people. `wait` is in seconds. */
export function whatHappens(treat: Treatment, scope: Scope | undefined, wait: number): string {
  const probe = `one message at a time tries ${wait ? `every ${duration(wait)}` : 'now and then'} whether it is mended`;
  const then = scope ? ` If that does not help, ${held[scope]} waits.` : '';
  switch (treat) {
    case 'retry':
      return `It is sent again${wait ? `, after ${duration(wait)} at the earliest` : ''}.${then}`;
    case 'refresh':
      return `It is tried once more at once, with a new token on a new connection. If that fails too, ${held[scope ?? 'mailbox']} waits, and ${probe}.`;
    case 'hold':
      return `Nothing is lost: ${held[scope ?? 'mailbox']} waits, and ${probe}.`;
    case 'split':
      return 'It is sent again to fewer recipients at a time.';
    case 'fail':
      return 'It cannot succeed as it is: it is not sent, and kept with this explanation.';
  }
}

/** Seconds in the largest unit that gives a whole number: `90 seconds`, `15 minutes`, `1 hour`. */
function duration(seconds: number): string {
  const [size, unit] =
    seconds % 3600 === 0 ? [3600, 'hour'] : seconds % 60 === 0 ? [60, 'minute'] : [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
