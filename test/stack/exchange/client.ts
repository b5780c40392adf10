import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { ca } from './contoso.ts';

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
