import { type PaceLimits, recipientsOfADay } from '../../mailbox/pace.ts';
import { defineCheck, type Judgement } from '../check.ts';

/** From here on somebody should know. */
const NEAR_FULL = 0.8;

/** Limits that a mailbox meets although everything is set up right. */
export const limitsCheck = defineCheck({
  id: 'limits',
  title: 'Limits',
  probe: 'token',
  needs: ['settings', 'mailbox'],
  gives: [],
  async look({ settings, mailbox, states, room }, { now }) {
    // The room was read later: a message to itself counts.
    const state = room?.state ?? states?.get(mailbox.address);
    const used = state && recipientsOfADay(state, now());
    return {
      ...judgeLimits([mailbox.address, ...mailbox.senders], used, settings.pace),
      ...(used !== undefined && { details: { recipientsOfADay: used } }),
    };
  },
});

/** `used` is undefined where it is not known. */
export function judgeLimits(
  addresses: readonly string[],
  used: number | undefined,
  { recipientsPerDay }: Pick<PaceLimits, 'recipientsPerDay'>,
): Judgement {
  const initial = addresses.filter((address) => /@[^@]+\.onmicrosoft\.(?:com|us|cn)$/i.test(address));
  const odd = [
    ...(initial.length > 0
      ? [
          `${initial.join(', ')}: Exchange Online takes 100 external recipients a day from *.onmicrosoft.com, for the whole organization (550 5.7.236). Send from a domain of your own.`,
        ]
      : []),
    ...(used !== undefined && used >= NEAR_FULL * recipientsPerDay
      ? [`${used} of ${recipientsPerDay} recipients of a day are used up; what is above waits.`]
      : []),
  ];
  if (odd.length > 0) return { verdict: 'warn', says: odd.join(' ') };
  if (!Number.isFinite(recipientsPerDay))
    return { verdict: 'pass', says: 'MAIL_PACE is off: none is known.' };
  if (used === undefined) {
    return {
      verdict: 'unknown',
      says: 'Could not tell how many recipients of a day are used up: storage could not be read.',
    };
  }
  return { verdict: 'pass', says: `${used} of ${recipientsPerDay} recipients of a day are used up.` };
}
