import type { SmtpOffer } from '../../smtp/probe.ts';
import { defineCheck, type Judgement } from '../check.ts';

/** The server offers XOAUTH2, and takes messages as large as the app lets through. */
export const ehloCheck = defineCheck({
  id: 'ehlo',
  title: 'What the server offers (EHLO)',
  probe: 'login',
  needs: ['settings', 'offer'],
  gives: [],
  async look({ settings, offer }) {
    const { authMethods, maxMessageBytes } = offer;
    return {
      ...judgeOffer(offer, settings.maxMessageBytes),
      details: { auth: authMethods, ...(maxMessageBytes !== undefined && { size: maxMessageBytes }) },
    };
  },
});

/** `most` is MAIL_MAX_MESSAGE_BYTES. */
export function judgeOffer({ authMethods, maxMessageBytes }: SmtpOffer, most: number): Judgement {
  if (!authMethods.includes('XOAUTH2')) {
    return {
      verdict: 'fail',
      says: `XOAUTH2 is not offered (AUTH: ${authMethods.join(', ') || 'none'}): this is not Exchange Online, or something in between answers for it.`,
    };
  }
  if (maxMessageBytes !== undefined && maxMessageBytes < most) {
    return {
      verdict: 'warn',
      says: `Messages may have ${maxMessageBytes} bytes at most, and MAIL_MAX_MESSAGE_BYTES is ${most}.`,
    };
  }
  return { verdict: 'pass', says: 'XOAUTH2 is offered, and the size suffices.' };
}
