import type { FailureMeaning, Scope } from './known-failure.ts';
import { stageOf } from './smtp-stage.ts';

type Failure = Omit<FailureMeaning, 'meaning' | 'causes' | 'fix' | 'reads' | 'source' | 'evidence'>;

interface Rule {
  applies: (failure: Failure) => boolean;
  says: (failure: Failure) => string;
}

const kept = 'It is not sent, and kept with this explanation: npm run buried -- list.';

/** What the room does without a refusal from outside. */
const ofTheRoom: Record<string, string> = {
  'process-died':
    'Perhaps it was sent. With MAIL_IF_UNCERTAIN=resend it goes again; with hold, or once it has ended five processes, it is kept as uncertain: npm run buried -- list.',
  'http-auth-unchecked': 'None is concerned: what is in the queue is sent.',
  paused: 'It waits, with no time for another try, until the pause is lifted: npm run holds -- release.',
};

const held: Record<Scope, string> = {
  app: 'The messages of all mailboxes wait',
  mailbox: 'The messages of the mailbox wait',
  sender: 'The messages of the mailbox with this From address wait',
};

const MINUTE = 60;
const HOUR = 3_600;
/** No hold is probed sooner; the time doubles with each probe, up to an hour (`holdAfter`). */
const FIRST_PROBE = 5 * MINUTE;

/** What becomes of a message, the first that applies: what `decide` has no part in, then what follows from it. */
const rules: readonly Rule[] = [
  {
    applies: ({ id }) => Object.hasOwn(ofTheRoom, id),
    says: ({ id }) => ofTheRoom[id] as string,
  },
  {
    applies: ({ at }) => at === 'setup',
    says: () => 'None is concerned: PowerShell or az says it to whoever sets up.',
  },
  {
    applies: ({ at }) => at === 'settings',
    says: () => 'It goes back to the queue for five minutes, again and again until the settings are mended.',
  },
  {
    applies: ({ at }) => at === 'storage',
    says: () =>
      'What was taken in waits in the table. What was not goes back to the queue, for 5 seconds to 5 minutes, again and again until storage takes it.',
  },
  {
    applies: ({ heard }) => heard === 'ndr',
    says: () =>
      'Exchange Online had accepted it: for this app it is sent, it does not go again, and nothing is held by itself.',
  },
  {
    applies: (failure) => failure.treat === 'fail' && stageOf(failure) === 'rcpt',
    says: () => `The other recipients get it. Where none is left: ${lowered(kept)}`,
  },
  { applies: ({ treat }) => treat === 'fail', says: () => kept },
  {
    applies: ({ dependsOnHistory }) => dependsOnHistory === true,
    says: (failure) =>
      `${madeAnew(failure)}Where the mailbox was accepted before, it pauses: ${threeTries}. Then, or where it never was: ${lowered(hold(failure))}`,
  },
  { applies: ({ treat }) => treat === 'hold', says: hold },
  {
    applies: ({ treat }) => treat === 'refresh',
    says: (failure) => `${madeAnew(failure)}If it is refused again: ${lowered(hold(failure))}`,
  },
  {
    applies: ({ pausesEndpoint }) => pausesEndpoint === true,
    says: () =>
      'The mailbox pauses: one message tries after 30 seconds, then at longer intervals of up to 5 minutes. As soon as it goes, all others follow.',
  },
  {
    applies: ({ scope }) => scope !== undefined,
    says: (failure) => `The mailbox pauses: ${threeTries}. If that does not help: ${lowered(hold(failure))}`,
  },
  {
    applies: ({ treat }) => treat === 'split',
    says: () => 'It goes again at once, to half as many recipients at a time, until all have got it.',
  },
  { applies: () => true, says: again },
];

/** What becomes of a message after this failure, in sentences for people; it must say what `decide` and the room do. */
export function whatHappens(failure: Failure): string {
  // The last rule applies to everything.
  return (rules.find(({ applies }) => applies(failure)) as Rule).says(failure);
}

const threeTries = 'one message tries after 30 seconds, 1 and 2 minutes';

function madeAnew({ treat, at }: Failure): string {
  if (treat !== 'refresh') return '';
  return at === 'token'
    ? 'The certificate is read anew and the token asked for again at once. '
    : 'A new token is fetched and shown at once. ';
}

function hold({ scope = 'mailbox', wait = 0 }: Failure): string {
  const first = Math.max(FIRST_PROBE, wait);
  const then = first < HOUR ? 'then at longer intervals of up to an hour' : 'then every hour';
  return `${held[scope]}. One message tries after ${time(first)}, ${then}; as soon as it goes, all others follow. After mending it, npm run holds -- release saves the time.`;
}

function again(failure: Failure): string {
  const { wait = 0, heard } = failure;
  const whom = stageOf(failure) === 'rcpt' ? 'The other recipients get it. For this one it' : 'It';
  const never = wait > MINUTE ? ` (never sooner than after ${time(wait)})` : '';
  const uncertain =
    heard === 'client'
      ? ' Where Exchange Online may have it already, MAIL_IF_UNCERTAIN says whether it goes again or is kept as uncertain.'
      : '';
  return `${whom} is tried again after 1, 2, 5, 15 and 30 minutes, then every hour${never}, until MAIL_RETRY_FOR is over, 24 hours by default. Then: ${lowered(kept)}${uncertain}`;
}

const time = (seconds: number): string =>
  seconds < HOUR ? `${seconds / MINUTE} minutes` : seconds === HOUR ? 'an hour' : `${seconds / HOUR} hours`;

const lowered = (sentence: string): string => sentence[0]?.toLowerCase() + sentence.slice(1);
