import { randomBytes } from 'node:crypto';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import type { ExchangeSession } from './connection.ts';
import { pause } from './delay.ts';
import type { Login } from './permission.ts';
import { accepted, exchangeMessageId, tooManyMessages } from './replies.ts';
import { type Service, store } from './service.ts';
import { type Reply, takeRefusal } from './state.ts';
import { readHeaders, refusalOf } from './submission.ts';

const MINUTE_MS = 60_000;

/** A message that was taken, and whether the client shall learn it. */
export interface Accepted {
  reply: Reply;
  isAcknowledged: boolean;
}

/** From the end of a message to its reply: the way to the server that counts, the look at it, and the store. */
export async function submit(
  service: Service,
  raw: Buffer,
  session: ExchangeSession,
): Promise<Result<Accepted, Reply>> {
  const { state, random, keepContent } = service;
  const login: Login = session.user;
  const usage = service.usage(login.mailbox);
  const { mailFrom, rcptTo } = session.envelope;
  const from = mailFrom ? mailFrom.address : '';
  const recipients = rcptTo.map(({ address }) => address);
  const { senders: inHeaders, messageId } = await readHeaders(raw);
  const senders = from ? [from, ...inHeaders] : inHeaders;
  session.messageId = messageId;

  await pause(state.latency?.way, random);
  const { messagesPerMinute = Number.POSITIVE_INFINITY, minute = MINUTE_MS } = state.limits ?? {};
  const arrival = Date.now();
  if (usage.arrivals.total(arrival, minute) >= messagesPerMinute) return failed(tooManyMessages);
  usage.arrivals.add(arrival, 1);

  await pause(state.latency?.body, random);
  const now = Date.now();
  const refusal =
    takeRefusal(state, 'data-end') ??
    usage.lockOut.reply(now) ??
    refusalOf(state, { login, senders, recipients }, usage, now);
  if (refusal) return failed(refusal);

  usage.recipients.add(now, recipients.length);
  const reply = accepted(exchangeMessageId(randomBytes(12).toString('hex').toUpperCase()));
  const message = {
    time: new Date(now).toISOString(),
    mailbox: login.mailbox,
    envelope: { from, to: recipients },
    raw: keepContent ? raw : Buffer.alloc(0),
    messageId,
    reply,
  };
  return ok({ reply, isAcknowledged: store(service, message, login, senders) });
}
