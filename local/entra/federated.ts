import { decodeJwt } from 'jose';
import type { Refusal } from './refusal.ts';
import { outsideValidTime } from './refusals/assertion.ts';
import {
  federatedMismatch,
  federatedSignatureWrong,
  federationNotConfigured,
  subjectCaseDiffers,
} from './refusals/federated.ts';
import { resourceOf } from './resources.ts';
import type { Application, EntraState } from './state.ts';
import { subjectOf, type TokenRequest, type Tokens } from './tokens.ts';

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
  const trusted = application.federatedCredentials ?? [];
  if (trusted.length === 0) return federationNotConfigured(application);
  const ofIssuer = trusted.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) return federatedMismatch(700211, 'issuer', String(iss));
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub);
  if (ofSubject.length === 0) {
    const nearly = ofIssuer.some(({ subject }) => subject.toLowerCase() === String(sub).toLowerCase());
    return nearly ? subjectCaseDiffers(String(sub)) : federatedMismatch(700213, 'subject', String(sub));
  }
  if (ofSubject.every(({ audience }) => audience !== aud)) {
    return federatedMismatch(700212, 'audience', String(aud));
  }
  return undefined;
}

/**
 * The access token for a managed identity's token that no rule refuses, or what is wrong with its signature or time;
 * nothing where the assertion is not of that kind.
 */
export async function exchangeFederated(
  request: TokenRequest,
  state: EntraState,
  tokens: Tokens,
): Promise<string | Refusal | undefined> {
  const application = state.applications.find(({ clientId }) => clientId === request.client_id);
  const assertion = String(request.client_assertion);
  const claims = decode(assertion);
  if (!application || !claims || !isFederated(claims)) return undefined;
  const trusted = application.federatedCredentials ?? [];
  const verified = await Promise.all(trusted.map(({ audience }) => tokens.verify(assertion, audience)));
  if (verified.every((one) => one === undefined)) {
    const { nbf = 0, exp = 0 } = claims;
    const now = new Date();
    return now.getTime() > exp * 1000 ? outsideValidTime(now, nbf, exp) : federatedSignatureWrong();
  }
  return tokens.issue(subjectOf(application, resourceOf(String(request.scope)) ?? ''));
}

function decode(assertion: string) {
  try {
    return decodeJwt(assertion);
  } catch {
    return undefined;
  }
}
