import { withoutTokens } from '../failures/without-tokens.ts';
import { isOwned } from '../mailbox/mailbox-state.ts';
import { nextSlot, type PaceLimits } from '../mailbox/pace.ts';
import type { Details, Judgement } from './check.ts';
import type { Facts } from './facts.ts';
import { foundValues } from './known-values.ts';
import { minute } from './minute.ts';
import { fillCause } from './rank-causes.ts';
import { refused } from './refused.ts';
import { refusedSubmission } from './refused-submission.ts';
import type { SentToSelf } from './send-to-self.ts';

/** What a message to oneself proves. `now` in milliseconds since 1970. */
export function judgeSent(
  sent: SentToSelf,
  from: string,
  facts: Partial<Facts>,
  { limits, now }: { limits: PaceLimits; now: number },
): Judgement {
  switch (sent.kind) {
    case 'accepted': {
      const reply = withoutTokens(sent.reply);
      if (sent.dryRun) {
        return {
          verdict: 'unknown',
          says: `Could not tell: MAIL_DRY_RUN is on, so nothing was sent. Exchange Online took the recipient: ${reply}`,
          details: { reply, ...stagesOf(sent.ms) },
        };
      }
      return {
        verdict: 'pass',
        says: `Exchange Online accepted a message from ${from}: ${reply}`,
        details: { reply, ...stagesOf(sent.ms) },
      };
    }
    case 'refused':
      return refusedSubmission(sent.fault, facts, { from, now }, stagesOf(sent.ms));
    case 'uncertain': {
      const { failure } = sent.fault ? refused(sent.fault, facts) : {};
      return {
        verdict: 'unknown',
        says: 'Could not tell: the line broke after the whole message was handed over. See whether it is in the mailbox; it is not sent again.',
        ...(failure && { failure }),
        details: stagesOf(sent.ms),
      };
    }
    case 'under-way':
      return {
        verdict: 'unknown',
        says: 'Could not tell: there was no answer to the message in time. It is not sent again.',
      };
    case 'not-sent':
      return judgeNotSent(sent, facts, limits, now);
    case 'unavailable':
      return refused(sent.fault, facts);
  }
}

const stagesOf = (ms: Readonly<Record<string, number>>): Details =>
  Object.fromEntries(Object.entries(ms).map(([stage, time]) => [`${stage}Ms`, Math.round(time)]));

/** Why the turn of the message did not come. */
function judgeNotSent(
  { state, holds }: Extract<SentToSelf, { kind: 'not-sent' }>,
  facts: Partial<Facts>,
  limits: PaceLimits,
  now: number,
): Judgement {
  const couldNot = (why: string): Judgement => ({
    verdict: 'unknown',
    says: `Could not tell: ${why}. The message was cancelled, and nothing was sent.`,
  });
  const [hold] = holds;
  if (hold)
    return couldNot(`mail is held (${hold.failure}), and another message looked whether it is mended`);
  const slot = nextSlot(state, limits, now);
  if (slot > now) return couldNot(`MAIL_PACE lets the next message go at ${minute(slot)}`);
  if (isOwned(state, now)) return couldNot('other messages went before it');
  return {
    verdict: 'fail',
    says: 'Nobody took the turn of the mailbox within a minute: the function app that sends does not run, or its functions takeTurn and sweep do not. The message was cancelled.',
    causes: [fillCause(nobodyCame, foundValues(facts))],
  };
}

const nobodyCame = {
  cause: 'The function app is stopped, or its functions takeTurn and sweep are disabled.',
  because: 'The message and its ring were put into storage, and nobody came for them.',
  does: 'Start the function app, and see that none of its functions is disabled.',
  portal: 'Azure portal > Function App > {functionApp} > Overview',
  command: 'az functionapp start --resource-group {resourceGroup} --name {functionApp}',
};
