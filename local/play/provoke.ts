import { CERTIFICATE_NAME } from '../contoso.ts';
import type { Answer } from '../serve.ts';
import type { Services } from '../services.ts';
import { certificateBundle, type Found, keyBundle } from '../vault/bundles.ts';
import type { Play } from './play.ts';

/** Enough for every repetition of one attempt: the Azure SDKs ask four times where it may pass. */
const REPEATED = 8;

/** Has the stand-ins say the play until the answer is called, which has them speak the truth again. */
export function provoke({ contoso, vault }: Services, play: Play): () => void {
  const { entra, exchange, identity } = contoso;
  switch (play.by) {
    case 'exchange':
      exchange.play = [{ stage: play.stage === 'starttls' ? 'ehlo' : play.stage, reply: play.reply }];
      return () => {
        exchange.play = [];
      };
    case 'entra':
      return fill(entra, play.answer);
    case 'identity':
      return fill(identity, play.answer);
    case 'vault':
      return fill(contoso.vault, play.answer, play.asked === 'signature' ? upToSigning() : []);
    default:
      return () => {};
  }

  /** What the vault truly answers before it is asked to sign; the app reads a public key once. */
  function upToSigning(): Answer[] {
    const entry = contoso.vault.certificates[CERTIFICATE_NAME];
    const version = entry?.versions.at(-1);
    if (!entry || !version) return [];
    const found: Found = { vaultUrl: vault.url, name: CERTIFICATE_NAME, entry, version };
    const certificate = { status: 200, body: certificateBundle(found) };
    const keyIsRead = vault.requests.some(
      ({ operation, status }) => operation === 'keys/get' && status === 200,
    );
    return keyIsRead ? [certificate] : [certificate, { status: 200, body: keyBundle(found) }];
  }
}

function fill(state: { next?: Answer[] }, answer: Answer, before: Answer[] = []): () => void {
  state.next = [...before, ...Array<Answer>(REPEATED).fill(answer)];
  return () => {
    state.next = [];
  };
}
