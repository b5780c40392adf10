import { randomUUID } from 'node:crypto';
import { createAssertion } from '../../identity/assertion.ts';
import { certificateSource } from '../../identity/certificate-sources.ts';
import { defineCheck } from '../check.ts';
import { refused } from '../refused.ts';

/** The private key signs an assertion, wherever it is. */
export const signCheck = defineCheck({
  id: 'sign',
  title: 'Signing the assertion',
  probe: 'token',
  needs: ['settings', 'certificate'],
  gives: ['proof'],
  async look(facts, { now }) {
    const { certificate, identity, clientId, tenantId, cloud } = facts.settings;
    if (certificate.source === 'federated') {
      return {
        verdict: 'pass',
        says: 'Not needed: the managed identity’s own token is the assertion.',
        facts: { proof: { kind: 'identity' } },
      };
    }
    const signer = await certificateSource(certificate, identity)(new Set());
    if (!signer.ok) return refused(signer.error, facts);
    if (!signer.value) throw new Error('asked without refused versions, a source gives its newest');
    const assertion = await createAssertion(signer.value, {
      clientId,
      tokenEndpoint: `${cloud.authorityHost}/${tenantId}/oauth2/v2.0/token`,
      now: new Date(now()),
      id: randomUUID(),
    });
    if (!assertion.ok) return refused(assertion.error, facts);
    return {
      verdict: 'pass',
      says:
        certificate.source === 'vault-sign'
          ? 'Key Vault signed; the private key stayed there.'
          : 'The app signed with the private key that it reads.',
      details: { x5tS256: signer.value.thumbprint },
      facts: { proof: { kind: 'assertion', text: assertion.value, version: signer.value.version } },
    };
  },
});
