import type { SmtpStage } from '../../shared/failures/known-failure.ts';
import type { Answer } from '../serve.ts';
import type { Oddity } from './odd-server.ts';

/** How a failure is provoked: who says it and where, or what causes it. */
export type Play =
  | { by: 'exchange'; stage: SmtpStage; reply: string }
  | { by: 'entra'; answer: Answer }
  | { by: 'identity'; answer: Answer }
  | { by: 'vault'; asked: 'certificate' | 'secret' | 'signature'; answer: Answer }
  | { by: 'odd-server'; oddity: Oddity }
  | { by: 'settings'; where: string; env: Record<string, string> };

const stages: Record<SmtpStage, string> = {
  connect: 'instead of a greeting',
  ehlo: 'to EHLO',
  starttls: 'to EHLO, one command before STARTTLS',
  auth: 'to AUTH',
  mail: 'to MAIL FROM',
  rcpt: 'to RCPT TO',
  'data-end': 'to the whole message',
};

/** Where the play is heard, in a few words. */
export function placeOf(play: Play): string {
  switch (play.by) {
    case 'exchange':
      return `Exchange Online, ${stages[play.stage]}`;
    case 'entra':
      return `Entra, to the token request (HTTP ${play.answer.status})`;
    case 'identity':
      return `managed identity, to the token request (HTTP ${play.answer.status})`;
    case 'vault':
      return `Key Vault, to the request for the ${play.asked} (HTTP ${play.answer.status})`;
    case 'odd-server':
      return `in place of Exchange Online: a server that ${play.oddity}`;
    case 'settings':
      return play.where;
  }
}
