import {
  allowSmtpAuth,
  grantConsent,
  grantRbac,
  mendSettings,
  registerPrincipal,
} from '../failures/catalogue/fixes.ts';
import { isExchangeAudience, SEND_AS_APP } from './exchange-claims.ts';
import { minute } from './minute.ts';
import { sayPropagation } from './propagation.ts';
import { type Candidate, type Evidence, type LikelyCause, rankCauses, sayHistory } from './rank-causes.ts';

/**
 * The decision table for 535 5.7.3: token, permission model and history of the mailbox together rank the causes, the
 * likeliest first. Commands are filled in with the ids of the token, which are those that Exchange Online saw.
 */
export const rankLoginCauses = (evidence: Evidence): readonly LikelyCause[] =>
  rankCauses(candidates(evidence), evidence.values);

function candidates({
  settings,
  claims,
  lastAccepted,
  refusedSince,
  othersAccepted = false,
  now,
}: Evidence): Candidate[] {
  const { permissionModel, cloud } = settings;
  const isMailboxModel = permissionModel === 'mailbox';
  const hasRole = claims?.roles.includes(SEND_AS_APP);
  const roles = claims?.roles.length ? claims.roles.join(', ') : 'none';
  const isForExchange = claims?.aud === undefined || isExchangeAudience(claims.aud);
  const wasAccepted = (lastAccepted ?? 0) > 0;
  const isNew = !wasAccepted && othersAccepted;
  const others = isNew ? ' Another mailbox of this app was accepted, so the app itself is set up right.' : '';
  const history = sayHistory({ lastAccepted, refusedSince }) + others;
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
      ...grantRbac,
    },
    {
      // What was accepted once is registered; a wrong registration can only be there if somebody changed it.
      weight: wasAccepted ? 50 : isNew ? 10 : hasRole === false ? (isMailboxModel ? 40 : 75) : 85,
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
      weight: wasAccepted ? 30 : isNew ? 70 : 35,
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
