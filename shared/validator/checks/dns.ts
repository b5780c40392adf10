import { lookup } from 'node:dns/promises';
import { defineCheck } from '../check.ts';
import { refused } from '../refused.ts';
import { blameSettings } from '../setting-causes.ts';

/** The submission host has addresses, as the app's network sees it. */
export const dnsCheck = defineCheck({
  id: 'dns',
  title: 'Name of the submission host',
  probe: 'login',
  needs: ['settings'],
  gives: [],
  async look(facts) {
    const { smtpHost } = facts.settings.cloud;
    try {
      const found = await lookup(smtpHost, { all: true });
      return {
        verdict: 'pass',
        says: `${smtpHost} has ${found.length} address${found.length === 1 ? '' : 'es'}.`,
        details: { addresses: found.map(({ address }) => address) },
      };
    } catch (error) {
      const { code = 'ENOTFOUND', message } = error as NodeJS.ErrnoException;
      return blameSettings(refused({ at: 'connect', code, said: message }, facts), facts.settings);
    }
  },
});
