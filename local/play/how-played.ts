import type { Heard, KnownFailure } from '../../shared/failures/known-failure.ts';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { stageOf } from '../../shared/failures/smtp-stage.ts';
import type { Answer } from '../serve.ts';
import { entraAnswer } from './entra-answer.ts';
import type { Play } from './play.ts';
import { askedOf, vaultAnswer } from './vault-answer.ts';

/** Nothing listens on port 1 of a desk. */
const NOBODY = 'https://localhost:1';

/** Failures that no service says: what causes them. */
const causes: Record<string, Play> = {
  'smtp-unreachable': {
    by: 'settings',
    where: 'the way to Exchange Online: a port where nobody listens',
    env: { MAIL_SMTP_PORT: '1' },
  },
  'token-endpoint-unreachable': {
    by: 'settings',
    where: 'the way to Entra: a port where nobody listens',
    env: { MAIL_AUTHORITY_HOST: NOBODY },
  },
  'vault-unreachable': {
    by: 'settings',
    where: 'the way to Key Vault: a port where nobody listens',
    env: { MAIL_VAULT_URL: NOBODY },
  },
  'smtp-line-broke': { by: 'odd-server', oddity: 'hangs up' },
  'starttls-not-offered': { by: 'odd-server', oddity: 'refuses STARTTLS' },
  'tls-wrong-version': { by: 'odd-server', oddity: 'answers TLS in plain text' },
  'tls-untrusted': { by: 'odd-server', oddity: 'has a certificate of its own' },
};

const unheard: Record<Heard, string> = {
  client: 'no service says it: it is what Node.js, a library or the app finds on its own side',
  ndr: 'it comes after the message was accepted, in a non-delivery report that the app does not see',
};

const ownFinding = 'no service says it: the app finds it out itself';

/** How the first real reply of a row is played, or why it cannot be. */
export function howPlayed(row: KnownFailure): Result<Play, string> {
  const said = row.seen[0];
  const cause = causes[row.id];
  if (cause) return ok(cause);
  if (row.heard) return failed(unheard[row.heard]);
  if (said.startsWith(row.id)) return failed(ownFinding);
  switch (row.at) {
    case 'connect':
    case 'login':
    case 'submit':
      return playedByExchange(row, said);
    case 'token':
      return played(entraAnswer(said), (answer) => ({ by: 'entra', answer }));
    case 'vault':
    case 'certificate':
      return said.startsWith('{"statusCode":')
        ? ok({ by: 'identity', answer: { status: JSON.parse(said).statusCode, body: said } })
        : played(vaultAnswer(said), (answer) => ({ by: 'vault', asked: askedOf(said), answer }));
    case 'setup':
      return failed('PowerShell or az says it to whoever sets up, not to the app');
    case 'storage':
      return failed('Azurite stands in for storage, and it has neither roles, network rules nor limits');
    default:
      return failed(ownFinding);
  }
}

function playedByExchange(row: KnownFailure, reply: string): Result<Play, string> {
  const stage = stageOf(row);
  if (!stage) return failed(unheard.client);
  if (reply.startsWith('334')) {
    return failed('a challenge is no final reply: nodemailer answers it, and the app hears what comes after');
  }
  return ok({ by: 'exchange', stage, reply });
}

const played = (answer: Answer | undefined, play: (answer: Answer) => Play): Result<Play, string> =>
  answer === undefined
    ? failed('it answers requests that the app never makes, such as making a certificate')
    : ok(play(answer));
