import type { Verdict } from '../../validator/check.ts';

/** What a button of the status page has done, or why it has not: one of these words stands in the address after it. */
export const notices = {
  released: { verdict: 'pass', says: 'Released. What it held goes now, at the permitted pace.' },
  'released-later': { verdict: 'pass', says: 'Released. What it held goes within five minutes.' },
  probed: { verdict: 'pass', says: 'One message looks now whether it is mended. Look again in a minute.' },
  'probed-later': {
    verdict: 'pass',
    says: 'One message looks within five minutes whether it is mended.',
  },
  paused: {
    verdict: 'pass',
    says: 'Paused. What is under way is finished; the rest waits until somebody releases it.',
  },
  resent: { verdict: 'pass', says: 'It is in the room again, and goes when its turn comes.' },
  'no-such-hold': { verdict: 'notice', says: 'Nothing was changed: this hold is there no more.' },
  'paused-by-hand': {
    verdict: 'notice',
    says: 'Nothing was changed: it was paused by hand, so nothing probes it. Release it.',
  },
  'not-paused': {
    verdict: 'fail',
    says: 'Nothing was paused: choose everything, a mailbox or a sender, and a reason of at most 300 characters.',
  },
  'may-duplicate': {
    verdict: 'warn',
    says: 'Nothing was sent yet: the message may have been sent before. See below how to check that; then press once more.',
  },
  state: {
    verdict: 'notice',
    says: 'Nothing was changed: the message waits, is under way, or was accepted.',
  },
  unsendable: {
    verdict: 'fail',
    says: 'Nothing was sent: the message cannot be sent as it is. Its producer has to mend it, under a new id.',
  },
  expired: { verdict: 'fail', says: 'Nothing was sent: its producer does not want it sent any more.' },
  'no-content': {
    verdict: 'fail',
    says: 'Nothing was sent: its content is not kept any more. Its producer has to send it once more.',
  },
  changed: { verdict: 'notice', says: 'Somebody was quicker: this is how it stands now.' },
  'not-found': { verdict: 'fail', says: 'Nothing was changed: there is no such message, or not any more.' },
  ambiguous: { verdict: 'fail', says: 'Nothing was changed: several messages have this id.' },
  unavailable: {
    verdict: 'fail',
    says: 'Nothing was changed: storage does not answer. Press again in a moment.',
  },
} as const satisfies Record<string, { verdict: Verdict; says: string }>;

export type Notice = keyof typeof notices;

export const isNotice = (word: string): word is Notice => Object.hasOwn(notices, word);
