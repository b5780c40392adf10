import type { SMTPServerAuthentication, SMTPServerOptions } from 'smtp-server';
import { failed, type Result } from '../../shared/failures/result.ts';
import { authenticate } from './authenticate.ts';
import type { ExchangeSession } from './connection.ts';
import { pause } from './delay.ts';
import { sameAddress } from './mailbox.ts';
import type { Login } from './permission.ts';
import { maxSendSize, receive } from './receive.ts';
import { basicAuthDisabled, tooLarge, tooManyRecipients } from './replies.ts';
import type { Service } from './service.ts';
import { findMailbox, type Reply, takeRefusal } from './state.ts';

type Handlers = Required<
  Pick<SMTPServerOptions, 'onConnect' | 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData'>
>;

/** What happens at each stage of a conversation. */
export function makeHandlers(service: Service): Handlers {
  const { state, verifyToken, random } = service;

  async function logIn(
    { method, username = '', accessToken = '' }: SMTPServerAuthentication,
    session: ExchangeSession,
  ): Promise<Result<Login, Reply>> {
    session.mailbox = username;
    await pause(state.latency?.auth, random);
    const refusal = takeRefusal(state, 'auth');
    if (refusal) return failed(refusal);
    const trace = { session: session.id, at: new Date() };
    if (method !== 'XOAUTH2') return failed(basicAuthDisabled(trace));
    return authenticate(state, username, await verifyToken(accessToken, state.audience), trace);
  }

  function refusalOfRecipient(address: string, session: ExchangeSession): Reply | undefined {
    const login: Login = session.user;
    const { rcptTo } = session.envelope;
    const limit = findMailbox(state, login.mailbox)?.recipientLimits ?? state.limits?.recipientsPerMessage;
    const isKnown = () => rcptTo.some((recipient) => sameAddress(recipient.address, address));
    if (limit !== undefined && rcptTo.length >= limit && !isKnown()) return tooManyRecipients;
    const refused = Object.entries(state.recipientsRefused ?? {});
    return refused.find(([one]) => sameAddress(one, address))?.[1];
  }

  return {
    onConnect(_session, callback) {
      pause(state.latency?.connect, random).then(
        () => callback(asError(takeRefusal(state, 'connect'))),
        callback,
      );
    },
    onAuth(auth, session, callback) {
      logIn(auth, session).then(
        (login) => (login.ok ? callback(null, { user: login.value }) : callback(asError(login.error))),
        callback,
      );
    },
    onMailFrom({ args }, session, callback) {
      const size = args ? Number(args.SIZE ?? 0) : 0;
      pause(state.latency?.mail, random).then(() => {
        const isTooLarge = size > maxSendSize(state, session.user);
        callback(asError(takeRefusal(state, 'mail') ?? (isTooLarge ? tooLarge : undefined)));
      }, callback);
    },
    onRcptTo({ address }, session, callback) {
      pause(state.latency?.rcpt, random).then(
        () => callback(asError(takeRefusal(state, 'rcpt') ?? refusalOfRecipient(address, session))),
        callback,
      );
    },
    onData(stream, session, callback) {
      receive(service, stream, session, (reply) => {
        reply.then((result) => {
          if (!result.ok) callback(asError(result.error));
          else if (!result.value.isAcknowledged) service.cutLine(session, result.value.reply);
          else callback(null, result.value.reply.slice(4));
        }, callback);
      });
    },
  };
}

/** A reply in the form in which smtp-server takes a refusal. */
const asError = (reply: Reply | undefined): Error | null =>
  reply === undefined
    ? null
    : Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
