import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createCredential } from '../azure/credential.ts';
import type { Settings } from '../settings.ts';
import { certificateSource } from './certificate-sources.ts';
import { tokenRequest } from './request-token.ts';
import { type AcquireToken, createTokenSource, type TokenSource } from './token.ts';
import { tokenByCertificate } from './token-by-certificate.ts';
import { tokenByIdentity } from './token-by-identity.ts';

type IdentitySettings = Pick<Settings, 'tenantId' | 'clientId' | 'cloud' | 'certificate' | 'identity'>;

const now = () => new Date();

/** The access token for SMTP, by whatever proof the settings name. */
export function mailIdentity(settings: IdentitySettings): TokenSource {
  return createTokenSource({ acquire: acquireToken(settings), now });
}

function acquireToken({ tenantId, clientId, cloud, certificate, identity }: IdentitySettings): AcquireToken {
  const { authorityHost, tokenScope, exchangeAudience } = cloud;
  const requestToken = tokenRequest({ tenantId, clientId, authorityHost, scope: tokenScope });
  const sleep = (ms: number) => setTimeout(ms);
  if (certificate.source === 'federated') {
    const credential = createCredential(identity);
    return tokenByIdentity({ credential, audience: exchangeAudience, requestToken, sleep });
  }
  return tokenByCertificate({
    certificate: certificateSource(certificate, identity),
    clientId,
    tokenEndpoint: `${authorityHost}/${tenantId}/oauth2/v2.0/token`,
    requestToken,
    now,
    newId: randomUUID,
    sleep,
  });
}
