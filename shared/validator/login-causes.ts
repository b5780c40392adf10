import {
  allowSmtpAuth,
  checkRbac,
  grantConsent,
  mendSettings,
  registerPrincipal,
} from '../failures/catalogue/fixes.ts';
import type { Fix } from '../failures/known-failure.ts';
import { fillCommand, fillText, type PlaceholderValues } from '../failures/placeholders.ts';
import type { TokenClaims } from '../identity/token-claims.ts';
import type { Settings } from '../settings.ts';
import { isExchangeAudience, SEND_AS_APP } from './exchange-claims.ts';
import { minute } from './minute.ts';
import { sayPropagation } from './propagation.ts';

/** One reason that a login may have been refused for, what speaks for it, and how it is mended. */
export interface LikelyCause extends Fix {
  cause: string;
  because: string;
}

/** What is known when Exchange Online answers 535 5.7.3, which does not say why. Times in milliseconds since 1970. */
export interface LoginEvidence {
  settings: Pick<Settings, 'cloud' | 'permissionModel'>;
  /** Undefined where the token could not be read. */
  claims: TokenClaims | undefined;
  /** When the mailbox was last accepted: 0 for never, undefined where it is not known. */
  lastAccepted: number | undefined;
  /** Since when the app holds the mailbox for this very reply, where it does. */
  refusedSince: number | undefined;
  now: number;
  values: PlaceholderValues;
}

interface Candidate extends LikelyCause {
  /** Greater is likelier; 0 is ruled out. */
  weight: number;
}

/**
 * The decision table for 535 5.7.3: token, permission model and history of the mailbox together rank the causes, the
 * likeliest first. Commands are filled in with the ids of the token, which are those that Exchange Online saw.
 */
export function rankLoginCauses(evidence: LoginEvidence): readonly LikelyCause[] {
  const { values } = evidence;
  return candidates(evidence)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ weight: _, cause, because, does, portal, command }) => ({
      cause: fillText(cause, values),
      because,
      does: fillText(does, values),
      ...(portal !== undefined && { portal: fillText(portal, values) }),
      ...(command !== undefined && { command: fillCommand(command, values) }),
    }));
}

function candidates({ settings, claims, lastAccepted, refusedSince, now }: LoginEvidence): Candidate[] {
  const { permissionModel, cloud } = settings;
  const isMailboxModel = permissionModel === 'mailbox';
  const hasRole = claims?.roles.includes(SEND_AS_APP);
  const roles = claims?.roles.length ? claims.roles.join(', ') : 'none';
  const isForExchange = claims?.aud === undefined || isExchangeAudience(claims.aud);
  const wasAccepted = (lastAccepted ?? 0) > 0;
  const history = wasAccepted
    ? `The mailbox was accepted until ${minute(lastAccepted ?? 0)}${refusedSince === undefined ? '' : ` and is refused since ${minute(refusedSince)}`}, so it was set up right then.`
    : lastAccepted === 0
      ? 'This app has never been accepted for the mailbox.'
      : 'Whether the mailbox was accepted before is not known.';
  return [
    {
      weight: isForExchange ? 0 : 100,
      cause: 'The token is for another service than Exchange Online.',
      because: `Its audience (aud) is ${claims?.aud}; ${cloud.tokenScope} was asked for.`,
      ...mendSettings,
      does: 'Leave MAIL_TOKEN_SCOPE empty and set MAIL_CLOUD to the cloud of the tenant.',
    },
    {
      weight: isMailboxModel && hasRole === false ? 90 : 0,
      cause: `Admin consent for ${SEND_AS_APP} is missing, or the permission was added for another API.`,
      because: `The token has no such role (roles: ${roles}), and it was fetched for this run: it is not older than a consent given before ${minute(now)}.`,
      ...grantConsent,
    },
    {
      weight: isMailboxModel || hasRole ? 0 : wasAccepted ? 60 : 80,
      cause: 'With Application RBAC: the role assignment is missing, or its scope does not hold {mailbox}.',
      because: `MAIL_PERMISSION_MODEL is rbac and the token has no role, as is right there: Exchange Online decides by its own role assignment. ${history}`,
      ...checkRbac,
      command: `${checkRbac.command}\nGet-ManagementRoleAssignment -Role 'Application SMTP.SendAsApp' | Format-List Name, App, CustomResourceScope`,
    },
    {
      // What was accepted once is registered; a wrong registration can only be there if somebody changed it.
      weight: wasAccepted ? 50 : hasRole === false ? (isMailboxModel ? 40 : 75) : 85,
      cause: wasAccepted
        ? 'The registration of the application in Exchange Online was removed or changed.'
        : 'The application is not registered in Exchange Online, or with the object ID of the app registration instead of the enterprise application.',
      because: `${history} The token names the application ${claims?.appid ?? 'unknown'} and the enterprise application ${claims?.oid ?? 'unknown'}: both must stand in Exchange Online so.`,
      ...registerPrincipal,
      ...(wasAccepted && { command: 'Get-ServicePrincipal | Format-List DisplayName, AppId, ObjectId' }),
    },
    {
      weight: wasAccepted ? 70 : 45,
      cause: wasAccepted
        ? 'Something was changed a short while ago, or Exchange Online refuses for a moment.'
        : 'A change made a short while ago has not reached every server yet.',
      because: `${history} ${sayPropagation(now)}`,
      does: 'Change nothing more, wait, and run the validator again; meanwhile the app holds the mail.',
    },
    {
      weight: wasAccepted ? 30 : 35,
      cause: '{mailbox} is not a mailbox of this tenant: misspelt, a group, on premises, or deleted.',
      because: `The reply is the same for an address that is no mailbox. ${history}`,
      does: 'See what the address is: it must be a user or shared mailbox in the cloud.',
      command: 'Get-Recipient -Identity {mailbox} | Format-List RecipientTypeDetails, PrimarySmtpAddress',
    },
    {
      weight: wasAccepted ? 40 : 20,
      cause: 'Authenticated SMTP is off for the mailbox.',
      because:
        'As a rule that has a reply of its own (535 5.7.139); some servers answer 535 5.7.3 all the same.',
      ...allowSmtpAuth,
      command: `Get-CASMailbox -Identity {mailbox} | Format-List SmtpClientAuthenticationDisabled\n${allowSmtpAuth.command}`,
    },
  ];
}
