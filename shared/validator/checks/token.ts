import type { Fault } from '../../failures/fault.ts';
import { ok, type Result } from '../../failures/result.ts';
import { refusesCertificate } from '../../identity/another-version.ts';
import { certificateFacts } from '../../identity/certificate-facts.ts';
import { certificateSource } from '../../identity/certificate-sources.ts';
import { mailIdentity } from '../../identity/mail-identity.ts';
import { tokenRequest } from '../../identity/request-token.ts';
import type { Settings } from '../../settings.ts';
import { startStopwatch } from '../../stopwatch.ts';
import { type Details, defineCheck } from '../check.ts';
import type { Facts } from '../facts.ts';
import { refused } from '../refused.ts';
import { blameSettings } from '../setting-causes.ts';

/** Entra gives a token for the proof. Where it refuses the certificate, our own thumbprints stand beside its words. */
export const tokenCheck = defineCheck({
  id: 'token',
  title: 'Token from Microsoft Entra ID',
  probe: 'token',
  needs: ['settings', 'certificate', 'proof'],
  gives: ['token'],
  async look(facts) {
    const { settings, proof } = facts;
    const asTheSender = () => mailIdentity(settings)(startStopwatch());
    if (proof.kind === 'identity') return judge(await asTheSender(), facts);
    const { tenantId, clientId, cloud } = settings;
    const { authorityHost, tokenScope: scope } = cloud;
    const answer = await tokenRequest({ tenantId, clientId, authorityHost, scope })(proof.text);
    if (answer.ok) return judge(ok(answer.value.text), facts);
    const refusal = blameSettings(refused(answer.error.fault, facts, ours(facts)), settings);
    if (!refusesCertificate(answer.error)) return refusal;
    // As in sending: an older version in the vault may still be the one that Entra knows.
    const other = await asTheSender();
    if (!other.ok) return refusal;
    return {
      ...refusal,
      verdict: 'warn',
      says: `Entra refused the newest certificate, and took an older version: mail goes, until that one ends. ${refusal.says}`,
      details: { ...refusal.details, ...(await older(settings, proof.version)) },
      facts: { token: other.value },
    };
  },
});

const judge = (token: Result<string, Fault>, facts: Pick<Facts, 'settings'> & Partial<Facts>) =>
  token.ok
    ? { verdict: 'pass' as const, says: 'Entra gave a new token.', facts: { token: token.value } }
    : blameSettings(refused(token.error, facts, ours(facts)), facts.settings);

/** The certificate that the sender takes where Entra refuses its newest version. */
async function older({ certificate, identity }: Settings, refused: string): Promise<Details> {
  if (certificate.source === 'federated') return {};
  const found = await certificateSource(certificate, identity)(new Set([refused]));
  if (!found.ok || !found.value) return {};
  const { sha1, validTo } = certificateFacts(found.value.der);
  return { olderThumbprintSha1: sha1, olderValidTo: validTo.toISOString() };
}

/** What we showed to Entra, in the forms in which its portal lists it. */
function ours({ certificate }: Partial<Facts>): Details {
  if (!certificate || certificate === 'none') return {};
  const { sha1, sha256, x5tS256, validTo } = certificate;
  return {
    ourThumbprintSha1: sha1,
    ourThumbprintSha256: sha256,
    ourX5tS256: x5tS256,
    ourCertificateEnds: validTo.toISOString(),
  };
}
