import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeAuthority } from '../certificates.ts';
import type { ServerTls } from '../running.ts';

/** What is wrong with a server that stands where Exchange Online should. */
export type Oddity =
  | 'hangs up'
  | 'refuses STARTTLS'
  | 'answers TLS in plain text'
  | 'has a certificate of its own';

/** Starts one on a free port of this machine. `stop` drops every connection. */
export async function startOddServer(oddity: Oddity): Promise<{ port: number; stop(): Promise<void> }> {
  const tls = await (await makeAuthority()).issueServerTls();
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    if (oddity === 'hangs up') socket.destroy();
    else converse(socket, oddity, tls);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As far as STARTTLS, which is where such servers show what they are. */
function converse(socket: Socket, oddity: Oddity, tls: ServerTls): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 odd.invalid ESMTP');
  const onData = (chunk: Buffer) => {
    if (!chunk.toString('latin1').startsWith('STARTTLS')) say('250 odd.invalid');
    else if (oddity === 'refuses STARTTLS') say('502 5.5.1 Command not implemented');
    else beginTls();
  };
  const beginTls = () => {
    socket.off('data', onData);
    say('220 2.0.0 SMTP server ready');
    if (oddity === 'answers TLS in plain text') socket.once('data', () => say('500 5.3.3 Unrecognized'));
    else new TLSSocket(socket, { isServer: true, ...tls }).on('error', () => {});
  };
  socket.on('data', onData);
}
