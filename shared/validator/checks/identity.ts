import { whoAmI } from '../../identity/who-am-i.ts';
import { defineCheck } from '../check.ts';
import { refused } from '../refused.ts';

/** The app's own identity in Azure gives tokens. What it may do with them shows in the checks behind. */
export const identityCheck = defineCheck({
  id: 'identity',
  title: 'Identity of the app in Azure',
  probe: 'token',
  needs: ['settings'],
  gives: ['identity'],
  async look(facts) {
    const { certificate, cloud, identity } = facts.settings;
    if (certificate.source === 'file') {
      return {
        verdict: 'pass',
        says: 'Not needed: the certificate is in a file.',
        facts: { identity: {} },
      };
    }
    const isProof = certificate.source === 'federated';
    const resource = isProof ? cloud.exchangeAudience : `https://${cloud.vaultDns}`;
    const found = await whoAmI(identity, `${resource}/.default`, isProof ? 'token' : 'vault');
    if (!found.ok) return refused(found.error, facts);
    const { objectId } = found.value;
    const who = identity.source === 'managed' ? 'The managed identity' : 'The account of the Azure CLI';
    return {
      verdict: 'pass',
      says: `${who} gives tokens for ${isProof ? 'Entra' : 'Key Vault'}.`,
      ...(objectId !== undefined && { details: { objectId } }),
      facts: { identity: found.value },
    };
  },
});
