import { defineCheck } from '../check.ts';
import { refused } from '../refused.ts';

/** MAIL FROM and RCPT TO are taken, then reset: nothing is sent. */
export const envelopeCheck = defineCheck({
  id: 'envelope',
  title: 'Envelope (MAIL, RCPT, RSET)',
  probe: 'envelope',
  needs: ['session', 'mailbox'],
  gives: ['envelope'],
  async look(facts, { signal }) {
    const tried = await facts.session.tryEnvelope(facts.mailbox.address, signal);
    if (!tried.ok) return refused(tried.error, facts);
    return {
      verdict: 'pass',
      says: 'Sender and recipient were taken and the transaction was reset; nothing was sent.',
      facts: { envelope: 'taken' },
    };
  },
});
