import { type Overview, type OverviewParts, readOverview } from '../../../shared/doors/overview/overview.ts';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { hourKey, MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import {
  type Counts,
  hourOf,
  type MailboxState,
  newMailbox,
  stateToValues,
} from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import type { Notice } from '../../../shared/pages/status/notices.ts';
import { statusPage } from '../../../shared/pages/status/status-page.ts';
import { createAdministration, okValue, rowsOf } from '../mailbox/administration.ts';
import { HOUR, hold, MINUTE, message, start } from '../mailbox/given.ts';
import { wild } from './states.ts';

export const BILLING = 'billing@contoso.com';
const INVOICES = 'invoices@contoso.com';
/** Nobody may see it. */
export const RECIPIENT = 'ada@fabrikam.com';

const said = (code: string, text: string) => ({ at: 'submit' as const, code, said: text });

const refusedRecipient = said(
  '550',
  `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${RECIPIENT} not found by SMTP address lookup`,
);
const brokenLine = said('ECONNECTION', 'Connection closed after the whole message');

export const buried = (more: Partial<MessageRecord> = {}): MessageRecord =>
  message({
    id: 'invoice-2026-1107',
    state: 'buried',
    from: INVOICES,
    attempts: 1,
    failure: 'recipient-not-found',
    takenInAt: start - 3 * HOUR,
    finishedAt: start - 3 * HOUR + 2_000,
    history: [{ at: start - 3 * HOUR + 2_000, what: 'failed', faults: [refusedRecipient] }],
    ...more,
  });

export const uncertain = (more: Partial<MessageRecord> = {}): MessageRecord =>
  message({
    id: 'dunning-88',
    state: 'uncertain',
    from: BILLING,
    attempts: 2,
    mayDuplicate: true,
    failure: 'process-died',
    takenInAt: start - 2 * HOUR,
    finishedAt: start - 100 * MINUTE,
    history: [
      {
        at: start - 110 * MINUTE,
        what: 'failed',
        faults: [said('421', '421 4.4.2 Connection dropped due to SocketError')],
      },
      { at: start - 100 * MINUTE, what: 'uncertain', faults: [brokenLine] },
    ],
    ...more,
  });

interface Given {
  mailboxes?: Readonly<
    Record<
      string,
      {
        senders?: readonly string[];
        state?: Partial<MailboxState>;
        messages?: readonly MessageRecord[];
        day?: readonly number[];
      }
    >
  >;
  appHold?: Parameters<ReturnType<typeof createAdministration>['leaveAppHold']>[0];
  unaddressed?: readonly MessageRecord[];
  query?: { id?: string; after?: string };
  /** How long ago the first hour of `day` was; 23 where it is that of the last day. */
  hoursAgo?: number;
  notice?: Notice;
}

/** The pages of all states, by name. */
export async function statusPages(): Promise<Readonly<Record<string, string>>> {
  const pages: Record<string, string> = {};
  for (const [name, given] of Object.entries(statusStates)) pages[name] = await statusPageOf(given);
  return pages;
}

/** The page of a state, as a browser gets it. */
async function statusPageOf(given: Given): Promise<string> {
  const { notice, query } = given;
  const { overview, mailboxes } = await overviewOf(given);
  return statusPage(overview, { mailboxes, notice, isFurther: query?.after !== undefined });
}

/** How everything stands where this is in the table: read as the function reads it. */
export async function overviewOf({
  mailboxes = { [BILLING]: {} },
  appHold,
  unaddressed = [],
  query = {},
  hoursAgo = 23,
}: Given): Promise<{ overview: Overview; mailboxes: OverviewParts['mailboxes'] }> {
  const addresses = Object.keys(mailboxes);
  const { parts, leaveAppHold } = createAdministration({ addresses });
  if (appHold) await leaveAppHold(appHold);
  for (const [address, { state = {}, messages = [], day = [] }] of Object.entries(mailboxes)) {
    const partition = parts.open(mailboxKey(address));
    const counts: Counts = { accepted: day.at(-1) ?? 0 };
    const values = stateToValues({ ...newMailbox(address), hour: hourOf(start), counts, ...state });
    okValue(await partition.commit([{ kind: 'create', rowKey: MAILBOX_ROW, values }]));
    for (const record of messages) okValue(await partition.commit(rowsOf(record)));
    for (const [index, accepted] of day.slice(0, -1).entries()) {
      const hour = hourOf(start - (hoursAgo - index) * HOUR);
      const past: Counts = { accepted, ...pastOf(messages, hour) };
      const rowKey = hourKey(hour);
      okValue(await partition.commit([{ kind: 'create', rowKey, values: { counts: JSON.stringify(past) } }]));
    }
  }
  for (const record of unaddressed) okValue(await parts.open(UNADDRESSED).commit(rowsOf(record)));
  const all = Object.entries(mailboxes).map(([address, { senders = [] }]) => ({ address, senders }));
  const known = {
    clientId: '5d1f2d5c-6c1a-4a52-8a0c-0d8f7b1f5e22',
    tenantId: '8f3c1c1e-0d7b-4c5e-9a57-2b0f6f1f0a11',
  };
  return {
    overview: okValue(await readOverview({ ...parts, mailboxes: all, known }, query)),
    mailboxes: all,
  };
}

/** What else was counted in an hour: what ended in it. */
const pastOf = (messages: readonly MessageRecord[], hour: string): Counts => {
  const inHour = messages.filter(({ finishedAt = 0 }) => hourOf(finishedAt) === hour);
  const count = (state: MessageRecord['state']) => inHour.filter((one) => one.state === state).length;
  return { buried: count('buried'), uncertain: count('uncertain') };
};

const day = [0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 4, 38, 112, 164, 141, 96, 120, 88, 61, 12];
const waiting = (count: number): MessageRecord[] =>
  Array.from({ length: count }, (_, index) =>
    message({
      id: `w-${index}`,
      takenInAt: start - 2 * HOUR + index * MINUTE,
      due: start - 2 * HOUR + index * MINUTE,
    }),
  );
const goes: Partial<MailboxState> = { lastAccepted: start - 2 * MINUTE };

/** Ways in which everything may stand, by name. */
export const statusStates: Readonly<Record<string, Given>> = {
  quiet: { mailboxes: { [BILLING]: { state: goes, day } }, notice: 'released' },
  fresh: {},
  held: {
    mailboxes: {
      [BILLING]: {
        senders: [INVOICES],
        state: {
          ...goes,
          lastAccepted: start - 2 * HOUR,
          hold: hold({ since: start - 2 * HOUR, probes: 3, probeAt: start + 25 * MINUTE }),
        },
        messages: [...waiting(41), buried(), uncertain()],
        day: [...day.slice(0, -2), 0, 0],
      },
    },
  },
  decide: {
    mailboxes: {
      [BILLING]: {
        senders: [INVOICES],
        state: goes,
        messages: [
          buried(),
          uncertain(),
          buried({
            id: 'catalogue-2027',
            failure: 'message-too-large',
            finishedAt: start - 9 * HOUR,
            history: [
              {
                at: start - 9 * HOUR,
                what: 'failed',
                faults: [said('552', '552 5.3.4 Message size exceeds fixed maximum message size')],
              },
            ],
          }),
        ],
        day,
      },
    },
    unaddressed: [
      buried({
        id: 'x~a1b2c3d4',
        failure: 'message-invalid',
        attempts: 0,
        recipients: 0,
        history: [
          {
            at: start - HOUR,
            what: 'refused',
            faults: [
              { at: 'message', code: 'message-invalid', said: 'to is missing; subject must be a text' },
            ],
          },
        ],
      }),
    ].map(({ from: _, ...record }) => record),
  },
  'several held': {
    appHold: hold({
      failure: 'consent-missing',
      said: 'AADSTS65001: no consent',
      since: start - 30 * HOUR,
      probes: 1,
    }),
    mailboxes: {
      [BILLING]: {
        senders: [INVOICES],
        state: {
          ...goes,
          senderHolds: {
            [INVOICES]: hold({
              failure: 'send-as-denied',
              said: `554 5.2.252 SendAsDenied; ${BILLING} not allowed to send as ${INVOICES}; for ${RECIPIENT}`,
            }),
          },
        },
        messages: [...waiting(3), message({ id: 'i', from: INVOICES })],
        day,
      },
      'alerts@contoso.com': {
        state: { hold: pausedByHand('month-end closing', start - HOUR) },
        messages: waiting(2),
      },
      'invoices-of-the-northern-region-and-the-islands@contoso.com': {
        state: {
          pause: { since: start - MINUTE, until: start + MINUTE, probes: 1 },
          learntPace: { limit: 15, at: start },
          learntConnections: { limit: 2, at: start },
        },
      },
      'hr@contoso.com': { state: goes, day: day.map((count) => Math.ceil(count / 9)) },
    },
  },
  'paused by hand': {
    mailboxes: {
      [BILLING]: {
        state: { ...goes, hold: pausedByHand('wrong amounts', start - HOUR) },
        messages: waiting(2),
        day,
      },
    },
  },
  'looked up, uncertain': {
    mailboxes: { [BILLING]: { state: goes, messages: [uncertain()], day } },
    query: { id: 'dunning-88' },
    notice: 'may-duplicate',
  },
  'looked up, accepted': {
    mailboxes: {
      [BILLING]: {
        state: goes,
        messages: [
          message({
            id: 'order-7',
            state: 'accepted',
            attempts: 1,
            recipients: 2,
            takenInAt: start - 6 * MINUTE,
            finishedAt: start - 5 * MINUTE,
            reply: `250 2.0.0 OK <abc@eurprd01.prod.outlook.com> for ${RECIPIENT}`,
            refused: [{ address: RECIPIENT, fault: refusedRecipient }],
            history: [{ at: start - 5 * MINUTE, what: 'accepted' }],
          }),
        ],
        day,
      },
    },
    query: { id: `${mailboxKey(BILLING)}.order-7` },
  },
  'looked up, nothing': { query: { id: wild } },
  'looked up, several': {
    mailboxes: {
      [BILLING]: { messages: [buried({ id: 'twice' })] },
      'hr@contoso.com': { messages: [buried({ id: 'twice' })] },
    },
    query: { id: 'twice' },
  },
  'wild texts': {
    mailboxes: {
      [BILLING]: {
        state: {
          hold: hold({ failure: 'unlisted', said: wild }),
          senderHolds: { [wild]: pausedByHand(wild, start) },
        },
        messages: [
          buried({
            history: [{ at: start, what: wild, faults: [{ at: 'submit', code: wild, said: wild }] }],
            failure: wild,
            from: wild,
          }),
        ],
      },
    },
    query: { id: 'invoice-2026-1107' },
  },
};
