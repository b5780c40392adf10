import type { Refusal } from './refusal.ts';
import { federatedMismatch } from './refusals.ts';
import { resourceOf } from './resources.ts';
import type { Application, EntraState } from './state.ts';
import { subjectOf, type Tokens } from './tokens.ts';

interface PresentedClaims {
  iss?: unknown;
  sub?: unknown;
  aud?: unknown;
}

/** An assertion of a token service, where one that an application signs names the application as its issuer. */
export const isFederated = ({ iss }: PresentedClaims): boolean => String(iss).startsWith('https://');

/** Whether a federated credential of the application has issuer, subject and audience, letter by letter. */
export function refuseFederated(claims: PresentedClaims, application: Application): Refusal | undefined {
  const { iss, sub, aud } = claims;
  const ofIssuer = (application.federatedCredentials ?? []).filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) return federatedMismatch(700211, 'issuer', String(iss));
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub);
  if (ofSubject.length === 0) return federatedMismatch(700213, 'subject', String(sub));
  if (ofSubject.every(({ audience }) => audience !== aud)) {
    return federatedMismatch(700212, 'audience', String(aud));
  }
  return undefined;
}

/** The access token for a managed identity's token that no rule refuses; nothing where its signature or time is wrong. */
export async function exchangeFederated(
  request: Readonly<Record<string, unknown>>,
  state: EntraState,
  tokens: Tokens,
): Promise<string | undefined> {
  const application = state.applications.find(({ clientId }) => clientId === request.client_id);
  const trusted = application?.federatedCredentials ?? [];
  const assertion = String(request.client_assertion);
  const verified = await Promise.all(trusted.map(({ audience }) => tokens.verify(assertion, audience)));
  if (!application || verified.every((claims) => claims === undefined)) return undefined;
  return tokens.issue(subjectOf(application, resourceOf(String(request.scope)) ?? ''));
}
