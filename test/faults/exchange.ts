import type { Fault } from './fault.ts';

/** What the administrator of Exchange Online sets up: registration, permissions, switches, and the scope of a role. */
export const exchangeFaults: readonly Fault[] = [
  {
    id: 'not-registered',
    breaks: 'the application is not registered in Exchange Online',
    break: ({ contoso }) => {
      contoso.exchange.servicePrincipals = [];
    },
    first: { check: 'login', failure: 'login-refused', cause: /not registered in Exchange Online/ },
    mend: 'command',
  },
  {
    id: 'wrong-object-id',
    breaks: 'registered with the object id of the app registration',
    break: ({ contoso }) => {
      const [registered] = contoso.exchange.servicePrincipals;
      if (registered) registered.objectId = '11a8e6d2-7f43-4b19-8e55-2d9b71f3a6ff';
    },
    first: { check: 'login', failure: 'login-refused', cause: /object ID of the app registration/ },
    mend: 'command',
  },
  {
    id: 'no-full-access',
    breaks: 'no FullAccess on the mailbox',
    break: ({ mailbox }) => {
      mailbox.fullAccess = [];
    },
    first: { check: 'submission', failure: 'mailbox-logon-failure', cause: /no FullAccess on/ },
    probe: 'send',
    mend: 'command',
  },
  {
    id: 'full-access-for-another',
    breaks: 'FullAccess was granted to the app registration',
    break: ({ mailbox }) => {
      mailbox.fullAccess = ['11a8e6d2-7f43-4b19-8e55-2d9b71f3a6ff'];
    },
    first: {
      check: 'submission',
      failure: 'mailbox-logon-failure',
      cause: /another object than the enterprise application has it/,
    },
    probe: 'send',
    mend: 'command',
  },
  {
    id: 'full-access-removed',
    breaks: 'FullAccess was taken away after mail had gone',
    before: 'its own mail',
    break: ({ mailbox }) => {
      mailbox.fullAccess = [];
    },
    first: {
      check: 'submission',
      failure: 'mailbox-logon-failure',
      cause: /FullAccess on \S+ was taken away/,
    },
    probe: 'send',
    mend: 'command',
  },
  {
    id: 'no-send-as',
    breaks: 'no SendAs on a sender',
    break: ({ sender }) => {
      sender.sendAs = [];
    },
    from: 'a sender',
    probe: 'send',
    first: { check: 'submission', failure: 'send-as-denied', cause: /no SendAs on no-send-as-sender@/ },
    mend: 'command',
  },
  {
    id: 'smtp-off-mailbox',
    breaks: 'SMTP AUTH is off for the mailbox',
    break: ({ mailbox }) => {
      mailbox.smtpClientAuthenticationDisabled = true;
    },
    first: { check: 'login', failure: 'smtp-auth-disabled-mailbox', cause: /switch of this mailbox is off/ },
    mend: 'command',
  },
  {
    id: 'smtp-off-organization',
    breaks: 'SMTP AUTH is off for the organization, and the mailbox has no value of its own',
    break: ({ mailbox }) => {
      mailbox.smtpClientAuthenticationDisabled = null;
    },
    first: {
      check: 'login',
      failure: 'smtp-auth-disabled-tenant',
      cause: /off became the default|switched .* off/,
    },
    mend: 'command',
  },
  {
    id: 'rbac-no-assignment',
    breaks: 'application RBAC: no role assignment',
    break({ contoso, env, mailbox }) {
      contoso.application.roles = [];
      mailbox.fullAccess = [];
      env.MAIL_PERMISSION_MODEL = 'rbac';
    },
    first: { check: 'login', failure: 'login-refused', cause: /role assignment is missing/ },
    mend: 'command',
  },
  {
    id: 'rbac-scope',
    breaks: 'application RBAC: the scope does not hold the mailbox',
    break({ contoso, env, mailbox }) {
      const { application, exchange } = contoso;
      application.roles = [];
      mailbox.fullAccess = [];
      exchange.roleAssignments = [
        {
          app: application.objectId,
          role: 'Application SMTP.SendAsApp',
          scope: ['another@contoso.example'],
        },
      ];
      env.MAIL_PERMISSION_MODEL = 'rbac';
    },
    first: { check: 'login', failure: 'login-refused', cause: /scope does not hold/ },
    mend: 'command',
  },
  {
    id: 'no-mailbox',
    breaks: 'one of two mailboxes is no mailbox',
    before: 'mail of another mailbox',
    break: ({ contoso, mailbox }) => {
      const { mailboxes } = contoso.exchange;
      mailboxes.splice(mailboxes.indexOf(mailbox), 1);
    },
    first: { check: 'login', failure: 'login-refused', cause: /is not a mailbox of this tenant/ },
    mend: {
      why: 'a mailbox has to be made',
      byHand: ({ contoso, mailbox }) => void contoso.exchange.mailboxes.push(mailbox),
    },
  },
  {
    id: 'tenant-locked-out',
    breaks: 'the tenant is locked out',
    break: ({ contoso }) => {
      contoso.exchange.organisation.block = 'lockedOut';
    },
    first: { check: 'login', failure: 'tenant-locked-out', cause: /subscription has ended/ },
    mend: {
      why: 'Microsoft alone lifts it',
      byHand: ({ contoso }) => void delete contoso.exchange.organisation.block,
    },
  },
];
