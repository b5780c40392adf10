import { randomUUID } from 'node:crypto';
import { explain } from '../../shared/failures/explain.ts';
import type { Fault } from '../../shared/failures/fault.ts';
import type { Result } from '../../shared/failures/result.ts';
import { mailIdentity } from '../../shared/identity/mail-identity.ts';
import { parseMessage } from '../../shared/mail/parse.ts';
import type { Settings } from '../../shared/settings.ts';
import { compose } from '../../shared/smtp/compose.ts';
import { openProbe } from '../../shared/smtp/probe.ts';
import { openSession } from '../../shared/smtp/session.ts';
import { startStopwatch } from '../../shared/stopwatch.ts';
import { hearHttp } from './hear-http.ts';
import { httpLines } from './http-lines.ts';
import { knownOf } from './known.ts';
import type { Line, Said } from './line.ts';
import { createRedactor } from './redact.ts';
import { hearSmtp } from './smtp-lines.ts';

/** How far a dialogue goes. */
export interface Extent {
  /** Who logs in; the first mailbox of the settings unless given. */
  mailbox?: string | undefined;
  /** One message from the mailbox to itself, after MAIL and RCPT were tried. */
  sends: boolean;
}

/** What was said, redacted; `failure` is the row of the catalogue that it ended with. */
export interface Dialogue {
  lines: readonly Line[];
  failure?: string;
}

const DIALOGUE_MS = 60_000;

/**
 * Goes the way of a message (token, connection, login, envelope, and the message itself where asked to) with the sender's
 * own parts, and hears all that Key Vault, Entra and the SMTP server say. Ends where something is refused.
 */
export async function converse(settings: Settings, { mailbox, sends }: Extent): Promise<Dialogue> {
  const began = performance.now();
  const heard: Line[] = [];
  const hear = (said: Said) => heard.push({ ...said, ms: Math.round(performance.now() - began) });
  const services = servicesOf(settings);
  const stop = hearHttp((answer) => {
    const who = services.get(answer.url.host);
    for (const line of who ? httpLines(who, answer) : []) hear(line);
  });
  const address = mailbox ?? settings.mailboxes[0]?.address ?? '';
  let token: string | undefined;
  try {
    const acquired = await mailIdentity(settings)(startStopwatch());
    token = acquired.ok ? acquired.value : undefined;
    const fault = acquired.ok
      ? ((await lookIn(settings, address, acquired.value, hear)) ??
        (sends ? await sendOne(settings, address, acquired.value, hear) : undefined))
      : acquired.error;
    const failure = fault && explain(fault).id;
    hear({ place: 'outcome', says: fault ? `${failure} (${fault.at}): ${fault.said}` : 'taken' });
    const redact = createRedactor(knownOf(settings, token));
    const lines = heard.map(({ place, says, ms }) => ({ place: redact(place), says: redact(says), ms }));
    return { lines, ...(failure !== undefined && { failure }) };
  } finally {
    stop();
  }
}

/** Whose answers are heard, by host and port. */
const servicesOf = ({ cloud, certificate }: Settings): ReadonlyMap<string, string> =>
  new Map([
    [new URL(cloud.authorityHost).host, 'Entra'],
    ...('vaultUrl' in certificate ? [[new URL(certificate.vaultUrl).host, 'Key Vault'] as const] : []),
  ]);

async function lookIn(
  settings: Settings,
  mailbox: string,
  token: string,
  hear: (line: Said) => void,
): Promise<Fault | undefined> {
  const signal = AbortSignal.timeout(DIALOGUE_MS);
  const opened = await openProbe({ ...endpointOf(settings), hear: hearSmtp('SMTP', hear) }, signal);
  if (!opened.ok) return opened.error;
  const { login, tryEnvelope, close } = opened.value;
  try {
    return faultOf(await login(mailbox, token)) ?? faultOf(await tryEnvelope(mailbox, signal));
  } finally {
    close();
  }
}

async function sendOne(
  settings: Settings,
  mailbox: string,
  token: string,
  hear: (line: Said) => void,
): Promise<Fault | undefined> {
  const signal = AbortSignal.timeout(DIALOGUE_MS);
  const { raw, envelope } = await letterTo(mailbox);
  const endpoint = { ...endpointOf(settings), hear: hearSmtp('SMTP, sending:', hear) };
  const opened = await openSession(endpoint, { mailbox, token }, startStopwatch(), signal);
  if (!opened.ok) return opened.error;
  const { outcome } = await opened.value.send(envelope, raw, signal);
  opened.value.close();
  if (outcome.kind === 'accepted') return undefined;
  return outcome.kind === 'failed' ? outcome.faults[0] : outcome.fault;
}

const endpointOf = ({ cloud, smtpPort }: Settings) => ({ host: cloud.smtpHost, port: smtpPort });

const faultOf = (result: Result<unknown, Fault>): Fault | undefined => (result.ok ? undefined : result.error);

async function letterTo(mailbox: string) {
  const message = parseMessage(
    {
      to: mailbox,
      subject: 'SendAsApp: a record of the dialogue',
      text: 'Sent by npm run record from this mailbox to itself. It can be deleted.',
    },
    { id: `record-${randomUUID()}` },
  );
  if (!message.ok) throw new Error(`${mailbox} is no recipient: ${JSON.stringify(message.error)}`);
  return compose(message.value, mailbox, new Date());
}
