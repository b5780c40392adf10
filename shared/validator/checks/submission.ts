import { setTimeout } from 'node:timers/promises';
import type { AdministerParts } from '../../administration/administer.ts';
import type { Held } from '../../administration/held.ts';
import { readHoldsOn } from '../../administration/read-holds.ts';
import type { Mailbox } from '../../mail/sender.ts';
import { PAUSED } from '../../mailbox/holds.ts';
import { defineCheck, type Judgement } from '../check.ts';
import type { Facts } from '../facts.ts';
import { judgeSent } from '../judge-sent.ts';
import { minute } from '../minute.ts';
import { refused } from '../refused.ts';
import { sendToSelf } from '../send-to-self.ts';
import { testMessage } from '../test-message.ts';

/** How long the outcome is waited for. */
const WAIT_MS = 60_000;
/** What is under way by then may land. */
const MOST_MS = 75_000;
/** The hold of all mailboxes ends right after the message that proves it. */
const PROVEN_MS = 3_000;
const LOOK_MS = 200;

/** One real message of the mailbox to itself, and one from each of its senders that is held: nothing else ends that. */
export const submissionCheck = defineCheck({
  id: 'submission',
  title: 'Message to itself',
  probe: 'send',
  mostMs: MOST_MS,
  needs: ['settings', 'session', 'envelope', 'states', 'mailbox'],
  gives: ['proven'],
  async look(facts, { acts }) {
    if (!acts) throw new Error('the probe send is for those who act');
    // Of the connections that the mailbox may have, the message needs one.
    facts.session.close();
    const until = acts.now() + WAIT_MS;
    const read = await readHoldsOn(acts.open, facts.mailbox.address);
    if (!read.ok) return refused(read.error, facts);
    const sent: Sent[] = [];
    for (const from of toProve(facts.mailbox, read.value.holds)) {
      const one = await sendFrom(from, facts, acts, until);
      sent.push(one);
      if (one.judged.verdict !== 'pass') break;
    }
    const last = sent.at(-1);
    if (!last) throw new Error('the mailbox has an address');
    return {
      ...last.judged,
      says: sent.map(({ judged }) => judged.says).join(' '),
      facts: { proven: sent.flatMap(({ proven }) => proven) },
    };
  },
});

/** The mailbox's own address, and those of its senders that are held for a refusal. */
const toProve = ({ address, senders }: Mailbox, holds: readonly Held[]): readonly string[] => [
  address,
  ...senders.filter((sender) =>
    holds.some((hold) => hold.sender === sender.toLowerCase() && hold.failure !== PAUSED),
  ),
];

interface Sent {
  judged: Judgement;
  /** The holds that it has ended. */
  proven: readonly Held[];
}

async function sendFrom(
  from: string,
  facts: Pick<Facts, 'mailbox'> & Partial<Facts>,
  acts: AdministerParts,
  until: number,
): Promise<Sent> {
  const { mailbox } = facts;
  const before = await readHoldsOn(acts.open, mailbox.address, from);
  if (!before.ok) return { judged: refused(before.error, facts), proven: [] };
  const { holds } = before.value;
  const byHand = holds.find(({ failure }) => failure === PAUSED);
  if (byHand) return { judged: pausedByHand(byHand), proven: [] };
  const taken = testMessage(mailbox, from, acts.newId(), acts.now());
  const sent = await sendToSelf({ acts, sleep: setTimeout }, mailbox.address, taken, until);
  return {
    proven: sent.kind === 'accepted' ? await endedSince(acts, mailbox.address, from, holds) : [],
    judged: judgeSent(sent, from, facts, { limits: acts.limits, now: acts.now() }),
  };
}

const pausedByHand = ({ since, said }: Held): Judgement => ({
  verdict: 'unknown',
  says: `Nothing was sent: mail is paused by hand since ${minute(since)} (${said}).`,
});

/** Which of the holds are over now that a message was accepted. */
async function endedSince(
  acts: AdministerParts,
  address: string,
  from: string,
  before: readonly Held[],
): Promise<readonly Held[]> {
  for (const until = acts.now() + PROVEN_MS; ; await setTimeout(LOOK_MS)) {
    const now = await readHoldsOn(acts.open, address, from);
    const left = now.ok ? now.value.holds.map(({ id }) => id) : [];
    if (left.length === 0 || acts.now() > until) return before.filter(({ id }) => !left.includes(id));
  }
}
