import type { RoomSeen } from '../../../shared/administration/room-seen.ts';
import { explain } from '../../../shared/failures/explain.ts';
import { newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { Details, Verdict } from '../../../shared/validator/check.ts';
import { rankLoginCauses } from '../../../shared/validator/login-causes.ts';
import type { Probe } from '../../../shared/validator/probe.ts';
import { makeReport, type Report } from '../../../shared/validator/report.ts';
import type { Finding } from '../../../shared/validator/run-checks.ts';
import { now, rightClaims, settingsWith } from '../validator/given.ts';

const HOUR_MS = 3_600_000;
const BILLING = 'billing@contoso.com';

const finding = (
  check: string,
  title: string,
  verdict: Verdict,
  says: string,
  more: Partial<Finding> = {},
): Finding => ({
  check,
  title,
  verdict,
  says,
  ms: 12,
  ...more,
});

const certificate: Details = {
  subject: 'CN=mail-app',
  validFrom: '2025-12-18T00:00:00.000Z',
  validTo: '2026-12-18T00:00:00.000Z',
  key: 'rsa 2048',
  thumbprintSha1: '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B',
  thumbprintSha256: '2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824',
  x5tS256: 'LPJNul-wow4m6Dsqxbninhsukxr9idf6UaYo6dtBoXk',
  versions: ['5f0e1d2c3b4a59687766554433221100, until 2026-12-18'],
};

/** What a set-up that is right is told, check by check. */
const appFindings: readonly Finding[] = [
  finding('settings', 'Settings of the app', 'pass', 'Nothing is missing or wrong; 3 mailboxes.', {
    details: { certificateSource: 'vault-sign', permissionModel: 'mailbox' },
  }),
  finding('storage', 'Storage account', 'pass', 'Queue and table can be read, and the table written.'),
  finding('identity', 'Managed identity', 'pass', 'It gives tokens for Key Vault.'),
  finding(
    'certificate',
    'Certificate',
    'warn',
    'It ends in 22 days, on 2026-12-18: renew it, and upload the new .cer to the app registration.',
    { details: certificate },
  ),
  finding('sign', 'Signing the assertion', 'pass', 'The key signs.'),
  finding('token', 'Token from Microsoft Entra ID', 'pass', 'Entra gave a new token.'),
  finding(
    'claims',
    'Claims of the token',
    'pass',
    'It is for Exchange Online and has the role SMTP.SendAsApp.',
    {
      details: { ...rightClaims, roles: ['SMTP.SendAsApp'], expires: '2026-11-25T13:00:00.000Z' },
    },
  ),
  finding('dns', 'Name of the submission host', 'pass', 'smtp.office365.com has 8 addresses.'),
  finding('connection', 'Connection and TLS', 'pass', 'TLSv1.3; the certificate is that of outlook.com.'),
  finding('ehlo', 'What the server offers (EHLO)', 'pass', 'XOAUTH2 is offered, and the size suffices.'),
];

const mailboxFindings: readonly Finding[] = [
  finding('login', 'Login as the mailbox', 'pass', 'Exchange Online took the login.'),
  finding(
    'envelope',
    'Envelope (MAIL, RCPT, RSET)',
    'pass',
    'Sender and recipient were taken; nothing was sent.',
  ),
  finding('room', 'Room of the mailbox', 'pass', 'Nothing waits and nothing is held.', {
    details: { waiting: 0, lastAccepted: '2026-11-25 11:58 UTC' },
  }),
  finding('limits', 'Limits', 'pass', '212 of 10000 recipients of a day are used up.'),
];

/** Findings with one in the place of another; what comes after a failure of the app is skipped. */
const brokenAt = (findings: readonly Finding[], broken: Finding): Finding[] =>
  findings.map((one, index) => {
    const place = findings.findIndex(({ check }) => check === broken.check);
    if (index === place) return broken;
    return index > place
      ? {
          check: one.check,
          title: one.title,
          verdict: 'skipped',
          says: `Skipped, because ${broken.check === 'settings' ? 'the settings are broken' : 'there is no token'}.`,
          ms: 0,
        }
      : one;
  });

const emptyRoom = (address: string): RoomSeen => ({
  state: newMailbox(address),
  app: undefined,
  waiting: { count: 0, isMore: false },
  buried: 0,
  firstTakenIn: undefined,
  released: [],
});

const heldRoom = (failure: string, said: string): RoomSeen => ({
  ...emptyRoom(BILLING),
  state: {
    ...newMailbox(BILLING),
    hold: { failure, said, since: now - 2 * HOUR_MS, probeAt: now + HOUR_MS, probes: 3 },
  },
  waiting: { count: 41, isMore: false },
  buried: 2,
});

interface Given {
  probe?: Probe;
  app?: readonly Finding[];
  mailboxes?: readonly { mailbox: string; findings?: readonly Finding[]; room?: RoomSeen }[];
}

/** A report with findings and rooms in place of those of a set-up that is right. */
export const reportOf = ({
  probe = 'envelope',
  app = appFindings,
  mailboxes = [{ mailbox: BILLING }],
}: Given): Report =>
  makeReport(
    probe,
    { findings: app, at: now - 12_000 },
    mailboxes.map(({ mailbox, findings = mailboxFindings, room = emptyRoom(mailbox) }) => ({
      mailbox,
      findings,
      room,
      at: now - 9_000,
    })),
    now,
    30_000,
  );

const refusedLogin = (said: string): Finding => {
  const values = {
    clientId: rightClaims.appid,
    objectId: rightClaims.oid,
    mailbox: BILLING,
    sender: BILLING,
    application: 'SendAsApp',
  };
  const failure = explain({ at: 'login', code: '535', said }, values);
  const causes = rankLoginCauses({
    settings: settingsWith(),
    claims: rightClaims,
    lastAccepted: 0,
    refusedSince: now - 2 * HOUR_MS,
    now,
    values,
  });
  return finding('login', 'Login as the mailbox', 'fail', failure.meaning, {
    failure,
    causes,
    details: {
      mailbox: BILLING,
      applicationId: rightClaims.appid,
      objectId: rightClaims.oid,
      roles: rightClaims.roles,
    },
  });
};

const LOGIN_REFUSED =
  '535 5.7.3 Authentication unsuccessful [FR4P281CA0123.DEUP281.PROD.OUTLOOK.COM 2026-11-25T11:59:51.022Z 08DE2A1F6C1B2D3E]';
const LOGON_FAILURE =
  '430 4.2.0 STOREDRV; mailbox logon failure; Exception: Microsoft.Exchange.Data.Storage.ConnectionFailedPermanentException:Cannot open mailbox /o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=5a8f3c1c1e0d7b4c5e9a572b0f6f1f0a11-billing. Authentication Context has no rights';

const tokenFailure = explain(
  {
    at: 'token',
    code: 'AADSTS700027',
    said: "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B']",
  },
  { clientId: rightClaims.appid, tenantId: rightClaims.tid, vault: 'contoso-mail', certificate: 'mail-app' },
);
const settingsSaid =
  'MAIL_TENANT_ID is missing; MAIL_MAILBOXES: "billing@contoso" is no address; MAIL_CERTIFICATE_SOURCE is "vault", which is none of vault-sign, vault-secret, file, federated';

const held = finding(
  'room',
  'Room of the mailbox',
  'fail',
  'The mailbox is held since 2026-11-25 10:00 UTC (mailbox-logon-failure). 41 wait. Once it is mended: npm run holds -- release',
  {
    failure: explain(
      { at: 'submit', code: '430', said: LOGON_FAILURE },
      { mailbox: BILLING, objectId: rightClaims.oid },
    ),
    details: { waiting: 41, underWay: 0, buried: 2, lastAccepted: 'never' },
  },
);

const withRoom = (room: Finding): Finding[] =>
  mailboxFindings.map((one) => (one.check === 'room' ? room : one));
const login = refusedLogin(LOGIN_REFUSED);
const heldForLogin = finding(
  'room',
  'Room of the mailbox',
  'fail',
  'The mailbox is held since 2026-11-25 10:00 UTC (login-refused). 41 wait. Once it is mended: npm run holds -- release',
  { details: { waiting: 41, underWay: 0, buried: 2, lastAccepted: 'never' } },
);
const loginBroken = [
  login,
  ...withRoom(heldForLogin)
    .slice(1)
    .map((one) =>
      one.check === 'envelope'
        ? { ...one, verdict: 'skipped' as const, says: 'Skipped, because the login did not get through.' }
        : one,
    ),
];
const sound = appFindings.map((one) =>
  one.check === 'certificate'
    ? finding('certificate', 'Certificate', 'pass', 'It is valid until 2027-10-12, 321 days from now.', {
        details: { ...certificate, validTo: '2027-10-12T00:00:00.000Z' },
      })
    : one,
);
const otherMailboxes = [
  'alerts',
  'hr',
  'dunning',
  'shop',
  'newsletter',
  'invoices-of-the-northern-region-and-the-islands',
].map((name) => ({ mailbox: `${name}@contoso.com` }));

/** One From address of a mailbox is held, and the rest of its mail goes. */
export const heldSender: Report = reportOf({
  app: sound,
  mailboxes: [
    {
      mailbox: BILLING,
      findings: withRoom(finding('room', 'Room of the mailbox', 'fail', 'dunning@contoso.com is held.')),
      room: {
        ...emptyRoom(BILLING),
        state: {
          ...newMailbox(BILLING),
          senderHolds: {
            'dunning@contoso.com': {
              failure: 'send-as-denied',
              said: '554 5.2.252 SendAsDenied',
              since: now - 24 * HOUR_MS,
              probeAt: now,
              probes: 1,
            },
          },
        },
        waiting: { count: 1, isMore: true },
      },
    },
  ],
});

/** Texts that would break a page which takes them as they are. */
export const wild = `</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"'&\u202Eevil\u0000 ${'W'.repeat(300)} {{7*7}} \${7*7} é😀`;

/** A report in which every text that can come from elsewhere is this one. */
export const reportSaying = (text: string): Report => {
  const fix = { does: text, portal: text, command: text };
  const failure = {
    ...explain({ at: 'login', code: '535', said: text }),
    ...{ id: text, meaning: text, causes: [text], fix: [fix], becomes: text, source: text, more: text },
  };
  const odd = finding('login', text, 'fail', text, {
    failure,
    causes: [{ cause: text, because: text, ...fix }],
    details: { [text]: text, list: [text, text] },
  });
  const room = heldRoom(text, text);
  return reportOf({
    app: [{ ...odd, check: 'settings' }],
    mailboxes: [
      { mailbox: text, findings: [odd, { ...odd, causes: [], check: 'room' }], room },
      { mailbox: `x${text}` },
    ],
  });
};

/** Reports as they occur, by name. */
export const states: Readonly<Record<string, Report>> = {
  green: reportOf({ app: sound }),
  'broken at settings': reportOf({
    app: brokenAt(
      appFindings,
      finding('settings', 'Settings of the app', 'fail', `${settingsSaid}.`, {
        failure: explain({ at: 'settings', code: 'settings-invalid', said: settingsSaid }),
        details: {
          MAIL_TENANT_ID:
            'the directory (tenant) whose mailboxes send; found at: Microsoft Entra admin center > Overview > Tenant ID; example: 8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
        },
      }),
    ),
    mailboxes: [],
  }),
  'broken at token': reportOf({
    app: brokenAt(
      appFindings,
      finding('token', 'Token from Microsoft Entra ID', 'fail', tokenFailure.meaning, {
        failure: tokenFailure,
        details: { thumbprintSha1: certificate.thumbprintSha1 ?? '' },
      }),
    ),
    mailboxes: [
      {
        mailbox: BILLING,
        findings: brokenAt(mailboxFindings, {
          ...login,
          verdict: 'skipped',
          says: 'Skipped, because there is no token.',
        }),
      },
    ],
  }),
  'broken at login': reportOf({
    mailboxes: [
      { mailbox: BILLING, findings: loginBroken, room: heldRoom('login-refused', LOGIN_REFUSED) },
      { mailbox: 'alerts@contoso.com' },
    ],
  }),
  'held with 41 waiting': reportOf({
    app: sound,
    mailboxes: [
      { mailbox: BILLING, findings: withRoom(held), room: heldRoom('mailbox-logon-failure', LOGON_FAILURE) },
    ],
  }),
  'paused by hand': reportOf({
    app: sound,
    mailboxes: [
      {
        mailbox: BILLING,
        findings: withRoom(
          finding(
            'room',
            'Room of the mailbox',
            'warn',
            'The mailbox is held since 2026-11-25 10:00 UTC (paused). 41 wait.',
          ),
        ),
        room: heldRoom('paused', 'by hand'),
      },
    ],
  }),
  'sent to itself': reportOf({
    probe: 'send',
    app: sound,
    mailboxes: [
      {
        mailbox: BILLING,
        findings: [
          ...withRoom(
            finding('room', 'Room of the mailbox', 'pass', 'Nothing waits and nothing is held.', {
              details: { waiting: 0, lastAccepted: '2026-11-25 11:59 UTC' },
            }),
          ),
          finding('submission', 'Message to itself', 'pass', 'Exchange Online accepted it: 250 2.0.0 OK.'),
        ],
      },
    ],
  }),
  'could not tell': reportOf({
    app: sound.map((one) =>
      one.check === 'connection'
        ? { ...one, verdict: 'unknown', says: 'Could not tell: there was no answer in time.' }
        : one,
    ),
  }),
  'many mailboxes': reportOf({
    app: sound,
    mailboxes: [
      { mailbox: BILLING, findings: loginBroken, room: heldRoom('login-refused', LOGIN_REFUSED) },
      ...otherMailboxes,
    ],
  }),
  'wild texts': reportSaying(wild),
};
