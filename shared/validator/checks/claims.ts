import { grantConsent } from '../../failures/catalogue/fixes.ts';
import { fillCommand, fillText } from '../../failures/placeholders.ts';
import { readClaims, type TokenClaims } from '../../identity/token-claims.ts';
import type { Settings } from '../../settings.ts';
import { defineCheck, type Judgement } from '../check.ts';
import { isExchangeAudience, SEND_AS_APP } from '../exchange-claims.ts';
import { foundValues } from '../known-values.ts';
import type { LikelyCause } from '../rank-causes.ts';

/** The token is for Exchange Online, of this tenant and application, and carries what the permission model asks for. */
export const claimsCheck = defineCheck({
  id: 'claims',
  title: 'Claims of the token',
  probe: 'token',
  needs: ['settings', 'token'],
  gives: ['claims'],
  async look(facts) {
    const claims = readClaims(facts.token);
    if (!claims) {
      return {
        verdict: 'unknown',
        says: 'Could not tell: the token cannot be read. Its form is no promise; Exchange Online may take it all the same.',
      };
    }
    const { exp, iat, roles, ...ids } = claims;
    const time = (seconds: number) => new Date(seconds * 1000).toISOString();
    return {
      ...judgeClaims(claims, facts.settings),
      details: {
        ...ids,
        roles,
        ...(iat !== undefined && { issued: time(iat) }),
        ...(exp !== undefined && { expires: time(exp) }),
      },
      facts: { claims },
    };
  },
});

const GUID = /^[0-9a-f-]{36}$/;

/** A claim that is missing is no fault: only one that says something else than the settings. */
export function judgeClaims(claims: TokenClaims, settings: Settings): Judgement {
  const { aud, appid, tid, oid, roles } = claims;
  const { clientId, tenantId, permissionModel } = settings;
  const wrong = [
    ...(aud !== undefined && !isExchangeAudience(aud)
      ? [`It is for ${aud}, not for Exchange Online: see MAIL_TOKEN_SCOPE and MAIL_CLOUD.`]
      : []),
    ...(appid !== undefined && appid !== clientId
      ? [`It is of the application ${appid}, and MAIL_CLIENT_ID is ${clientId}.`]
      : []),
    // The setting may be a domain name of the tenant.
    ...(tid !== undefined && GUID.test(tenantId) && tid !== tenantId
      ? [`It is of the tenant ${tid}, and MAIL_TENANT_ID is ${tenantId}.`]
      : []),
  ];
  if (wrong.length > 0) return { verdict: 'fail', says: wrong.join(' ') };
  const hasRole = roles.includes(SEND_AS_APP);
  if (!hasRole && permissionModel === 'mailbox') {
    return {
      verdict: 'fail',
      says: `It has no role ${SEND_AS_APP} (roles: ${roles.join(', ') || 'none'}): admin consent is missing, or the permission was added for another API.`,
      causes: [consentMissing(claims, settings)],
    };
  }
  if (hasRole && permissionModel === 'rbac') {
    return {
      verdict: 'notice',
      says: `It has the role ${SEND_AS_APP}, although MAIL_PERMISSION_MODEL is rbac: a consent in Entra counts beside the role assignment, so its scope restricts nothing.`,
    };
  }
  if (oid === undefined) {
    return { verdict: 'notice', says: 'It names no object id (oid), which Exchange Online’s commands need.' };
  }
  return {
    verdict: 'pass',
    says: hasRole
      ? `It is for Exchange Online and has the role ${SEND_AS_APP}.`
      : 'It is for Exchange Online; with Application RBAC it has no role, as is right.',
  };
}

function consentMissing(claims: TokenClaims, settings: Settings): LikelyCause {
  const values = foundValues({ claims, settings });
  const { roles } = claims;
  return {
    cause:
      roles.length === 0
        ? `Admin consent for ${SEND_AS_APP} was not given, or the permission was added for another API.`
        : `Consent was given for another permission (${roles.join(', ')}), and not for ${SEND_AS_APP}.`,
    because: 'Entra gives a token without it all the same, only without the role.',
    does: fillText(grantConsent.does, values),
    portal: fillText(grantConsent.portal ?? '', values),
    command: fillCommand(grantConsent.command ?? '', values),
  };
}
