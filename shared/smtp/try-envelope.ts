import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Fault } from '../failures/fault.ts';
import type { RefusedRecipient } from '../mail/outcome.ts';
import type { Envelope } from '../mail/submission.ts';
import type { Converse } from './dialogue.ts';
import type { SmtpEndpoint } from './endpoint.ts';
import type { Settled } from './settle.ts';

/** What a server says to an envelope. `reply`: its last word to a recipient that it took; absent where it took none. */
export interface EnvelopeTried {
  reply?: string;
  refused: readonly RefusedRecipient[];
  /** It took no sender. */
  fault?: Fault;
}

/** MAIL FROM and RCPT TO, then RSET, so that nothing is sent. Ends when `until` aborts. */
export async function tryEnvelope(
  { endpoint, converse }: { endpoint: SmtpEndpoint; converse: Converse },
  { from, to }: Envelope,
  until: AbortSignal,
): Promise<Settled<EnvelopeTried>> {
  const tried: { reply?: string; refused: RefusedRecipient[]; fault?: Fault } = { refused: [] };
  const held = await converse(async ({ sendCommand }) => {
    const say = async (command: string) => {
      // nodemailer hides what a custom authentication says.
      endpoint.hear?.('client', command);
      return sendCommand(command);
    };
    const fault = refusal(await say(`MAIL FROM:<${from}>`));
    if (fault) tried.fault = fault;
    for (const address of fault ? [] : to) {
      const answer = await say(`RCPT TO:<${address}>`);
      const refused = refusal(answer);
      if (refused) tried.refused.push({ address, fault: refused });
      else tried.reply = answer.response;
    }
    await say('RSET');
  }, until);
  // A refusal is one, also where the server closes behind it.
  const isRefused = tried.fault !== undefined || tried.refused.length === to.length;
  return held.ok || isRefused ? { ok: true, value: tried } : held;
}

function refusal({ status, response }: SMTPConnection.CustomAuthenticationResponse): Fault | undefined {
  return status >= 200 && status < 300 ? undefined : { at: 'submit', code: String(status), said: response };
}
