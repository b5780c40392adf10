import { grantFullAccess, grantRbac, grantSendAs } from '../failures/catalogue/fixes.ts';
import { SEND_AS_APP } from './exchange-claims.ts';
import { sayPropagation } from './propagation.ts';
import { type Candidate, type Evidence, type LikelyCause, rankCauses, sayHistory } from './rank-causes.ts';

/**
 * What may be behind a refusal after the whole message, the likeliest first, by permission model, token and history;
 * undefined for failures that name their cause. `failure` is an id of the catalogue.
 */
export function rankSubmissionCauses(
  failure: string,
  evidence: Evidence,
): readonly LikelyCause[] | undefined {
  if (failure === 'mailbox-logon-failure') return rankCauses(cannotOpen(evidence), evidence.values);
  if (failure === 'send-as-denied') return rankCauses(cannotSendAs(evidence), evidence.values);
  return undefined;
}

/** The object that a permission has to name: what Exchange Online saw. */
const grantee = ({ claims }: Evidence): string =>
  `The token names the enterprise application ${claims?.oid ?? 'unknown'}: the permission has to name this very object.`;

const usesRbac = ({ settings, claims }: Evidence): boolean =>
  settings.permissionModel === 'rbac' && claims?.roles.includes(SEND_AS_APP) !== true;

/** `says` names the permission that a change was about. */
const onItsWay = (evidence: Evidence, weight: number, says: string): Candidate => ({
  weight,
  cause: `${says} a short while ago and has not reached every server yet.`,
  because: `${sayHistory(evidence)} ${sayPropagation(evidence.now)}`,
  does: 'Change nothing more, wait, and run the validator again; meanwhile the app holds the mail.',
});

function cannotOpen(evidence: Evidence): Candidate[] {
  const isRbac = usesRbac(evidence);
  const wasAccepted = (evidence.lastAccepted ?? 0) > 0;
  const history = sayHistory(evidence);
  return [
    {
      weight: isRbac ? 0 : 90,
      cause: wasAccepted
        ? 'FullAccess on {mailbox} was taken away from the application.'
        : 'The application has no FullAccess on {mailbox}, or another object than the enterprise application has it.',
      because: `The login was taken, so the registration is right; the mailbox could not be opened. ${history} ${grantee(evidence)}`,
      ...grantFullAccess,
    },
    {
      weight: isRbac ? 90 : 0,
      cause: 'With Application RBAC: the scope of the role assignment does not hold {mailbox}.',
      because: `MAIL_PERMISSION_MODEL is rbac: Exchange Online decides by its own role assignment. ${history}`,
      ...grantRbac,
    },
    onItsWay(evidence, wasAccepted ? 40 : 60, isRbac ? 'The scope was changed' : 'FullAccess was granted'),
    {
      weight: wasAccepted ? 50 : 10,
      cause: '{mailbox} is being moved to another server, or cannot be opened for a moment.',
      because: `The code 430 calls it temporary. ${history}`,
      does: 'Wait: the app tries again by itself.',
    },
    {
      weight: isRbac ? 0 : 20,
      cause: 'The application has no SendAs on {mailbox}.',
      because: 'Third parties report this reply for it as well.',
      ...grantSendAs,
      does: 'Let the application send as the mailbox.',
    },
  ];
}

function cannotSendAs(evidence: Evidence): Candidate[] {
  const { values } = evidence;
  const isRbac = usesRbac(evidence);
  const isOwn = values.sender === undefined || values.sender === values.mailbox;
  return [
    {
      weight: isRbac ? 0 : 90,
      cause:
        'The application has no SendAs on {sender}, or another object than the enterprise application has it.',
      because: `The mailbox was opened, and From was refused. ${grantee(evidence)}`,
      ...grantSendAs,
      does: 'Let the application send as that address.',
    },
    {
      weight: isRbac ? 90 : 0,
      cause: 'With Application RBAC: the scope of the role assignment does not hold {sender}.',
      because: 'MAIL_PERMISSION_MODEL is rbac: Exchange Online decides by its own role assignment.',
      ...grantRbac,
      command: (grantRbac.command ?? '')
        .replaceAll('{mailbox}', '{sender}')
        .replace('Get-Mailbox', 'Get-Recipient'),
    },
    onItsWay(evidence, 60, isRbac ? 'The scope was changed' : 'SendAs was granted'),
    {
      weight: isOwn ? 0 : 40,
      cause: '{sender} is an alias of {mailbox}, and sending from aliases is off.',
      because: 'An alias needs no SendAs, but is reported to need a switch of the organization.',
      does: 'If it is an alias, allow sending from aliases.',
      command: 'Set-OrganizationConfig -SendFromAliasEnabled $true',
    },
  ];
}
