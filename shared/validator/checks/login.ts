import { openProbe } from '../../smtp/probe.ts';
import { type Details, defineCheck } from '../check.ts';
import { evidenceOf } from '../evidence-of.ts';
import type { Facts } from '../facts.ts';
import { foundValues } from '../known-values.ts';
import { rankLoginCauses } from '../login-causes.ts';
import { withPropagation } from '../propagation.ts';
import { refused } from '../refused.ts';

/** What Exchange Online was shown, to be compared with what is registered there. */
const idsShown = ({ claims, mailbox, certificate }: Partial<Facts>): Details => ({
  ...(mailbox && { mailbox: mailbox.address }),
  ...(claims?.tid !== undefined && { tenantId: claims.tid }),
  ...(claims?.appid !== undefined && { applicationId: claims.appid }),
  ...(claims?.oid !== undefined && { objectId: claims.oid }),
  ...(claims && { roles: claims.roles }),
  ...(certificate && certificate !== 'none' && { thumbprintSha1: certificate.sha1 }),
});

/** Exchange Online lets the app log in as the mailbox. */
export const loginCheck = defineCheck({
  id: 'login',
  title: 'Login as the mailbox',
  probe: 'login',
  needs: ['settings', 'token', 'offer', 'mailbox'],
  gives: ['session'],
  async look(facts, { now, signal, atEnd }) {
    const { settings, token, mailbox, states } = facts;
    const opened = await openProbe({ host: settings.cloud.smtpHost, port: settings.smtpPort }, signal);
    if (!opened.ok) return refused(opened.error, facts);
    const session = opened.value;
    atEnd(session.close);
    const login = await session.login(mailbox.address, token);
    if (!login.ok) {
      const judged = refused(login.error, facts);
      // The one reply that does not say why; the others name their cause.
      if (judged.failure?.id !== 'login-refused') return withPropagation(judged, now());
      const { hold } = states?.get(mailbox.address) ?? {};
      const refusedSince = hold?.failure === 'login-refused' ? hold.since : undefined;
      const causes = rankLoginCauses(evidenceOf(facts, refusedSince, now(), foundValues(facts)));
      return { ...judged, details: idsShown(facts), causes };
    }
    return {
      verdict: 'pass',
      says: 'Exchange Online took the login. FullAccess, SendAs and quota show only when a message is sent.',
      facts: { session },
    };
  },
});
