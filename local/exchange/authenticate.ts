import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { inScope, type Login } from './permission.ts';
import {
  authenticationUnsuccessful,
  noMailboxToProxyTo,
  smtpAuthDisabled,
  type Trace,
  tenantLockedOut,
} from './replies.ts';
import { type ExchangeState, findMailbox, type Reply } from './state.ts';

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
  const mailbox = findMailbox(state, user);
  if (state.organisation.block === 'lockedOut') return failed(tenantLockedOut);
  if (!claims || !mailbox || !isKnown(state, claims, trace.at))
    return failed(authenticationUnsuccessful(trace));
  const consented = claims.roles?.includes('SMTP.SendAsApp') === true;
  if (!consented && !inScope(state, claims.oid, mailbox.address))
    return failed(authenticationUnsuccessful(trace));
  if (mailbox.condition === 'softDeleted') return failed(noMailboxToProxyTo);
  if (mailbox.smtpClientAuthenticationDisabled) return failed(smtpAuthDisabled('Mailbox', trace));
  if (
    mailbox.smtpClientAuthenticationDisabled === null &&
    state.organisation.smtpClientAuthenticationDisabled
  ) {
    return failed(smtpAuthDisabled('Tenant', trace));
  }
  return ok({ objectId: claims.oid, mailbox: mailbox.address, model: consented ? 'mailbox' : 'rbac' });
}

const isKnown = (state: ExchangeState, claims: Claims, now: Date): boolean =>
  claims.aud === state.audience &&
  claims.exp * 1000 > now.getTime() &&
  claims.tid === state.tenantId &&
  // The object id is that of the enterprise application: with the app registration's, a login fails here.
  state.servicePrincipals.some(({ appId, objectId }) => appId === claims.appid && objectId === claims.oid);
