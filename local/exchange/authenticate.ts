import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { authenticationUnsuccessful, smtpAuthDisabled, type Trace } from './replies.ts';
import { type ExchangeState, type Reply, sameAddress } from './state.ts';

/** The claims of an app-only access token that Exchange looks at; `exp` in seconds since 1970. */
export interface Claims {
  aud: string;
  tid: string;
  appid: string;
  oid: string;
  roles?: string[];
  exp: number;
}

/** Checks the signature of an access token and says what it claims; undefined when it is not a token for `audience`. */
export type VerifyToken = (token: string, audience: string) => Promise<Claims | undefined>;

/** Who has logged in: the application's object id, and the address of the mailbox that it named as `user=`. */
export interface Login {
  objectId: string;
  mailbox: string;
}

/**
 * What Exchange answers to AUTH XOAUTH2. It does not open the mailbox here: a missing FullAccess or SendAs shows
 * only after the message. `claims` is undefined when the token could not be verified.
 */
export function authenticate(
  state: ExchangeState,
  user: string,
  claims: Claims | undefined,
  trace: Trace,
): Result<Login, Reply> {
  const mailbox = state.mailboxes.find(({ address }) => sameAddress(address, user));
  if (!claims || !mailbox || !mayLogIn(state, claims, trace.at))
    return failed(authenticationUnsuccessful(trace));
  if (mailbox.smtpClientAuthenticationDisabled) return failed(smtpAuthDisabled('Mailbox', trace));
  if (
    mailbox.smtpClientAuthenticationDisabled === null &&
    state.organisation.smtpClientAuthenticationDisabled
  ) {
    return failed(smtpAuthDisabled('Tenant', trace));
  }
  return ok({ objectId: claims.oid, mailbox: mailbox.address });
}

const mayLogIn = (state: ExchangeState, claims: Claims, now: Date): boolean =>
  claims.aud === state.audience &&
  claims.exp * 1000 > now.getTime() &&
  claims.tid === state.tenantId &&
  claims.roles?.includes('SMTP.SendAsApp') === true &&
  // The object id is that of the enterprise application: with the app registration's, a login fails here.
  state.servicePrincipals.some(({ appId, objectId }) => appId === claims.appid && objectId === claims.oid);
