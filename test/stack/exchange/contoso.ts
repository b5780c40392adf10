import type { TestContext } from 'node:test';
import { generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { makeAuthority } from '../../../local/certificates.ts';
import type { Claims } from '../../../local/exchange/authenticate.ts';
import { type ExchangeOptions, type RunningExchange, startExchange } from '../../../local/exchange/server.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';

const authority = await makeAuthority();
const tls = await authority.issueServerTls();
const signingKeys = await generateKeyPair('RS256');

/** PEM that a client must trust. */
export const ca = authority.cert;

const appId = '11111111-1111-1111-1111-111111111111';
export const objectId = '22222222-2222-2222-2222-222222222222';
export const mailbox = 'billing@contoso.com';

/** The reply to a message that Exchange took. */
export const accepted =
  /^250 2\.0\.0 OK <[^<>\s]+\.prod\.outlook\.com> \[Hostname=\S+\.prod\.outlook\.com\]$/;

/** A tenant in which everything is set up as it should be. */
export const contoso = (): ExchangeState => ({
  tenantId: '33333333-3333-3333-3333-333333333333',
  audience: 'https://outlook.office365.com',
  organisation: { smtpClientAuthenticationDisabled: false },
  servicePrincipals: [{ appId, objectId, displayName: 'SendAsApp' }],
  mailboxes: [
    {
      address: mailbox,
      aliases: ['rechnung@contoso.com'],
      smtpClientAuthenticationDisabled: null,
      fullAccess: [objectId],
      sendAs: [],
    },
  ],
  otherRecipients: [{ address: 'invoices@contoso.com', sendAs: [objectId] }],
  sendFromAliasEnabled: false,
});

/** The claims of a good token, valid for an hour. */
export const claimsFor = (state: ExchangeState): Claims => ({
  aud: state.audience,
  tid: state.tenantId,
  appid: appId,
  oid: objectId,
  roles: ['SMTP.SendAsApp'],
  exp: Math.floor(Date.now() / 1000) + 3600,
});

/** Signs claims; `keys` stand for somebody else's. */
export const tokenWith = (claims: Claims, keys = signingKeys): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256' }).sign(keys.privateKey);

/** The initial response of XOAUTH2. */
export const xoauth2 = (user: string, token: string): string =>
  Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64');

/** Starts the stand-in for a state; it stops when the test ends. */
export async function exchangeFor(
  t: TestContext,
  state: ExchangeState,
  options: Partial<ExchangeOptions> = {},
): Promise<RunningExchange> {
  const exchange = await startExchange(state, {
    ...options,
    tls,
    verifyToken: (token, audience) =>
      jwtVerify<Claims>(token, signingKeys.publicKey, { audience }).then(
        ({ payload }) => payload,
        () => undefined,
      ),
  });
  t.after(() => exchange.stop());
  return exchange;
}
