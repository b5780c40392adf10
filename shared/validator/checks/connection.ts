import { openProbe } from '../../smtp/probe.ts';
import { defineCheck } from '../check.ts';
import { refused } from '../refused.ts';
import { blameSettings } from '../setting-causes.ts';

/** TCP, STARTTLS and the server's certificate, with the options of the sender. */
export const connectionCheck = defineCheck({
  id: 'connection',
  title: 'Connection and TLS',
  probe: 'login',
  needs: ['settings'],
  gives: ['offer'],
  async look(facts, { signal }) {
    const { cloud, smtpPort } = facts.settings;
    const opened = await openProbe({ host: cloud.smtpHost, port: smtpPort }, signal);
    if (!opened.ok) return blameSettings(refused(opened.error, facts), facts.settings);
    const { offer, close } = opened.value;
    close();
    return {
      verdict: 'pass',
      says: `${cloud.smtpHost}:${smtpPort} answers, and its certificate is trusted (${offer.tlsVersion}).`,
      details: { tls: offer.tlsVersion },
      facts: { offer },
    };
  },
});
