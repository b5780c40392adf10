import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Claims } from '../../../local/exchange/authenticate.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import { ca, claimsFor, exchangeFor, mailbox, tokenWith, xoauth2 } from './contoso.ts';

/** A client that sends what it is told and hands back each reply as it stood on the wire. */
export interface Client {
  greeting: string;
  /** Sends a line (or a message, when it has several) and resolves to the reply, its lines joined by `\n`. */
  ask(line: string): Promise<string>;
  /** STARTTLS and the handshake, then EHLO: its reply. */
  secure(options?: ConnectionOptions): Promise<string>;
  socket(): Socket;
}

/** Connects to a stand-in. */
export async function connectTo({ host, port }: { host: string; port: number }): Promise<Client> {
  let socket: Socket = connect(port, host);
  let replies = repliesOf(socket);
  const next = async (): Promise<string> => {
    const { value, done } = await replies.next();
    return done ? 'closed' : value;
  };
  const ask = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    return next();
  };
  return {
    greeting: await next(),
    ask,
    async secure(options) {
      await ask('STARTTLS');
      socket = connectTls({ socket, ca, servername: 'localhost', ...options });
      await once(socket, 'secureConnect');
      replies = repliesOf(socket);
      return ask('EHLO client.test');
    },
    socket: () => socket,
  };
}

/** Starts a stand-in and gets a client through STARTTLS; `login` is the initial response of a good token. */
export async function secured(t: TestContext, state: ExchangeState) {
  const exchange = await exchangeFor(t, state);
  const client = await connectTo(exchange);
  await client.ask('EHLO client.test');
  await client.secure();
  return { exchange, client, login: xoauth2(mailbox, await tokenWith(claimsFor(state))) };
}

/** Another client of a stand-in, through STARTTLS and logged in. `claims` differ from those of a good token. */
export async function signIn(
  exchange: { host: string; port: number },
  state: ExchangeState,
  claims: Partial<Claims> = {},
): Promise<Client> {
  const client = await connectTo(exchange);
  await client.ask('EHLO client.test');
  await client.secure();
  const token = await tokenWith({ ...claimsFor(state), ...claims });
  const reply = await client.ask(`AUTH XOAUTH2 ${xoauth2(mailbox, token)}`);
  if (!reply.startsWith('235')) throw new Error(reply);
  return client;
}

/** A message from the mailbox as it goes over the wire, with its end. */
export const message = `From: ${mailbox}\r\nTo: a@fabrikam.test\r\nMessage-ID: <1@contoso.com>\r\n\r\n..dot\r\n.`;

/** Sends a message after the login: the reply at each step. */
export async function sendOn(client: Client, text = message) {
  return {
    mail: await client.ask(`MAIL FROM:<${mailbox}>`),
    rcpt: await client.ask('RCPT TO:<a@fabrikam.test>'),
    data: await client.ask('DATA'),
    end: await client.ask(text),
  };
}

async function* repliesOf(socket: Socket): AsyncGenerator<string, undefined> {
  socket.on('error', () => {});
  let lines: string[] = [];
  for await (const line of createInterface({ input: socket })) {
    lines.push(line);
    if (line[3] === '-') continue;
    yield lines.join('\n');
    lines = [];
  }
}
