import type { SetupPlan } from '../plan.ts';
import { asciiQuoted } from '../quote.ts';

type What =
  | 'customization'
  | 'principal'
  | 'fullAccess'
  | 'sendAs'
  | 'smtpAuth'
  | 'copies'
  | 'scope'
  | 'assignment'
  | 'authorized';

type Purpose = 'look' | 'change' | 'undo';

interface SetupStep {
  what: What;
  /** A PowerShell expression: an address, or the variable that holds a name. */
  of: string;
  should: boolean | string;
}

/** What it is for, and where the portals have it. */
const comments: Readonly<Record<What, readonly string[]>> = {
  customization: [
    'An organization that was never customized cannot have role assignments; this cannot be undone. Portal: none.',
  ],
  principal: ['Exchange Online keeps a list of applications of its own. Portal: none.'],
  fullAccess: ['The application opens the mailbox to send from it. Portal: none for applications.'],
  sendAs: [
    'From may be this address. For the mailbox itself FullAccess is enough by the documentation, other guides ask for both;',
    'beside a role assignment it is for a sender that is no mailbox (a group), which a scope may not reach.',
    'Portal: none for applications.',
  ],
  smtpAuth: [
    'False switches SMTP AUTH on for the mailbox, whatever the organization is set to. Portal:',
    'Microsoft 365 admin center > Users > Active users > the user > Mail > Manage email apps > Authenticated SMTP.',
  ],
  copies: [
    'Whether Sent Items keep what is sent by SMTP (MAIL_KEEP_COPIES): a busy mailbox fills up with them.',
    'Portal: Exchange admin center > Recipients > Mailboxes > the mailbox.',
  ],
  scope: ['The mailboxes, and the further senders, that the application may send from. Portal: none.'],
  assignment: ['Lets the application send from what is in the scope; it can read nothing. Portal: none.'],
  authorized: ['What Exchange Online itself says about it.'],
};

/** The steps for a plan, in their order. */
function stepsOf(plan: SetupPlan): SetupStep[] {
  const { mailboxes, permissionModel, keepCopies } = plan;
  const own = mailboxes.map(({ address }) => address);
  const further = mailboxes.flatMap(({ senders }) => senders);
  const each = (what: What, addresses: readonly string[], should: boolean): SetupStep[] =>
    addresses.map((address) => ({ what, of: asciiQuoted(address), should }));
  const principal: SetupStep = { what: 'principal', of: '$AppId', should: true };
  const grants: SetupStep[] =
    permissionModel === 'rbac'
      ? [
          { what: 'customization', of: "''", should: false },
          principal,
          { what: 'scope', of: '$RbacName', should: scopeFilter([...own, ...further]) },
          { what: 'assignment', of: '$RbacName', should: true },
          ...each('sendAs', further, true),
        ]
      : [principal, ...each('fullAccess', own, true), ...each('sendAs', [...own, ...further], true)];
  return [
    ...grants,
    ...each('smtpAuth', own, false),
    ...(keepCopies === undefined ? [] : each('copies', own, keepCopies)),
  ];
}

/** The filter of the management scope; in its own language too a quote within a value is doubled. */
const scopeFilter = (addresses: readonly string[]): string =>
  addresses.map((address) => `PrimarySmtpAddress -eq '${address.replaceAll("'", "''")}'`).join(' -or ');

/** The steps as a PowerShell list `$Steps`; `$AppId` is known by then. */
export function stepList(plan: SetupPlan): string {
  return `# ---- What is to be
# At most 64 characters, and its own for each application.
$RbacName = 'SendAsApp ' + $AppId
${list('Steps', stepsOf(plan))}`;
}

/** What Exchange Online can be asked once all is done, as a list `$Proofs`. */
export const proofList = ({ mailboxes, permissionModel }: SetupPlan): string =>
  list(
    'Proofs',
    permissionModel === 'rbac'
      ? mailboxes.map(({ address }) => ({ what: 'authorized', of: asciiQuoted(address), should: true }))
      : [],
  );

function list(name: string, steps: readonly SetupStep[]): string {
  const lines = steps.flatMap(({ what, of, should }, index) => [
    ...(steps[index - 1]?.what === what ? [] : comments[what].map((line) => `# ${line}`)),
    `@{ What = '${what}'; Of = ${of}; Should = ${typeof should === 'boolean' ? `$${should}` : asciiQuoted(should)}; Found = $null }`,
  ]);
  return [`$${name} = @(`, ...lines.map((line) => `    ${line}`), ')'].join('\n');
}

/** The Exchange commands by which each is looked at, set up and taken back. */
const commands: Readonly<Record<What, Readonly<Record<Purpose, readonly string[]>>>> = {
  customization: { look: ['Get-OrganizationConfig'], change: ['Enable-OrganizationCustomization'], undo: [] },
  principal: {
    look: ['Get-ServicePrincipal'],
    change: ['New-ServicePrincipal'],
    undo: ['Remove-ServicePrincipal'],
  },
  fullAccess: {
    look: ['Get-MailboxPermission'],
    change: ['Add-MailboxPermission'],
    undo: ['Remove-MailboxPermission'],
  },
  sendAs: {
    look: ['Get-RecipientPermission'],
    change: ['Add-RecipientPermission'],
    undo: ['Remove-RecipientPermission'],
  },
  smtpAuth: { look: ['Get-CASMailbox'], change: ['Set-CASMailbox'], undo: ['Set-CASMailbox'] },
  copies: { look: ['Get-Mailbox'], change: ['Set-Mailbox'], undo: ['Set-Mailbox'] },
  scope: {
    look: ['Get-ManagementScope'],
    change: ['New-ManagementScope', 'Set-ManagementScope'],
    undo: ['Remove-ManagementScope'],
  },
  assignment: {
    look: ['Get-ManagementRoleAssignment'],
    change: ['New-ManagementRoleAssignment'],
    undo: ['Remove-ManagementRoleAssignment'],
  },
  authorized: { look: ['Test-ServicePrincipalAuthorization'], change: [], undo: [] },
};

/** The Exchange commands that a script for a plan needs. */
export function commandsFor(plan: SetupPlan, purpose: Purpose): readonly string[] {
  const whats: What[] = stepsOf(plan).map(({ what }) => what);
  if (plan.permissionModel === 'rbac' && purpose !== 'undo') whats.push('authorized');
  return [...new Set(whats.flatMap((what) => [...commands[what].look, ...commands[what][purpose]]))];
}
