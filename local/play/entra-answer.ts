import { answerRefusal } from '../entra/refusal.ts';
import type { Answer } from '../serve.ts';

type OAuthError = readonly [error: string, status: 400 | 401 | 503];

const invalidClient: OAuthError = ['invalid_client', 401];
const unauthorizedClient: OAuthError = ['unauthorized_client', 400];
const invalidGrant: OAuthError = ['invalid_grant', 400];

/** The OAuth error and HTTP status that go with an AADSTS number, as far as they are known. */
const oauthErrors: Record<number, OAuthError> = {
  700021: invalidClient,
  700023: invalidClient,
  700024: invalidClient,
  700025: invalidClient,
  700027: invalidClient,
  700030: invalidClient,
  700211: invalidClient,
  700212: invalidClient,
  700213: invalidClient,
  7000214: invalidClient,
  7000215: invalidClient,
  7000229: invalidClient,
  700016: unauthorizedClient,
  7000112: unauthorizedClient,
  501051: invalidGrant,
  53003: invalidGrant,
  50196: invalidGrant,
  50076: ['interaction_required', 400],
  500011: ['invalid_resource', 400],
  1002012: ['invalid_scope', 400],
  90033: ['temporarily_unavailable', 503],
};

/** For numbers whose pair no page and no log shows; the app goes by the number alone. */
const assumed: OAuthError = ['invalid_request', 400];

/** Entra's answer with these words (`AADSTS700016: Application …`); undefined where they have no number. */
export function entraAnswer(said: string): Answer | undefined {
  const [, digits, text] = /^AADSTS(\d+): (.+)$/.exec(said) ?? [];
  if (!digits || !text) return undefined;
  const code = Number(digits);
  const [error, status] = oauthErrors[code] ?? assumed;
  const answer = answerRefusal({ code, error, status: 400, text });
  return { ...answer, status, ...(status === 503 && { headers: { 'retry-after': '1' } }) };
}
