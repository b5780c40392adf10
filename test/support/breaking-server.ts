import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ServerTls } from '../../local/running.ts';

/**
 * Where a line breaks: at a command, in place of its reply (`greeting` and `handshake` likewise); `354`, right after
 * it; `content`, once some of it has come; `dot`, in place of the reply to the whole; `reply`, in the middle of that.
 */
export type BreakingPoint =
  | 'greeting'
  | 'EHLO'
  | 'handshake'
  | 'EHLO in TLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | '354'
  | 'content'
  | 'dot'
  | 'reply';

/** `cut` is a FIN, `reset` an RST, `stall` silence; text is written as it is, with a FIN behind it. */
export type Break = 'cut' | 'reset' | 'stall' | { say: string };

/** An SMTP server that takes everything in until it is told to break. */
export interface BreakingServer {
  port: number;
  /** The ids (before the @ of Message-ID) of the messages that came in whole, broken lines included. */
  whole: readonly string[];
  connections(): number;
  open(): number;
  /** Breaks one line, once, when it gets there; resolves when it has. */
  breakAt(point: BreakingPoint, how: Break): Promise<void>;
  /** Breaks the lines that are open now. */
  breakNow(how: Break): void;
  /** Lets stalled lines read on what was sent to them; they still answer nothing. */
  wake(): void;
  stop(): Promise<void>;
}

const replies: Record<string, string> = {
  STARTTLS: '220 2.0.0 Ready',
  AUTH: '235 2.7.0 Authentication successful',
  MAIL: '250 2.1.0 Sender OK',
  RCPT: '250 2.1.5 Recipient OK',
  DATA: '354 Start mail input',
};
const someContent = 64_000;
const endOfMail = '\r\n.\r\n';

/** Starts it on a free port. It judges what it has got even after it has cut a line: a FIN ends one direction only. */
export async function startBreakingServer(tls: ServerTls): Promise<BreakingServer> {
  const whole: string[] = [];
  const lines = new Map<net.Socket, net.Socket>();
  let connections = 0;
  let plan: { point: BreakingPoint; how: Break; done: () => void } | undefined;

  function breakLine(socket: net.Socket, how: Break): void {
    if (how === 'reset') socket.resetAndDestroy();
    else if (how === 'cut') socket.end();
    else if (how === 'stall') socket.pause();
    else socket.end(how.say);
  }

  /** Whether the line breaks at this point. */
  function breaks(raw: net.Socket, point: BreakingPoint): boolean {
    if (plan?.point !== point) return false;
    const { how, done } = plan;
    plan = undefined;
    const socket = lines.get(raw) ?? raw;
    // A part of the reply has to be on its way before the line breaks.
    if (point === 'reply') socket.write('250 2.0.0 O', () => breakLine(how === 'reset' ? raw : socket, how));
    else breakLine(how === 'reset' ? raw : socket, how);
    done();
    return true;
  }

  function converse(raw: net.Socket, socket: net.Socket): void {
    let isMute = false;
    let commands = '';
    let content: { head: string; tail: string; size: number } | undefined;
    lines.set(raw, socket);

    const reaches = (...points: BreakingPoint[]) => {
      isMute ||= points.some((point) => breaks(raw, point));
      return isMute;
    };
    const say = (reply: string) => isMute || socket.write(`${reply}\r\n`);

    function takeContent(chunk: string): void {
      const { head, tail, size } = content ?? { head: '', tail: '', size: 0 };
      content = {
        head: (head + chunk.slice(0, 500)).slice(0, 500),
        tail: (tail + chunk).slice(-endOfMail.length),
        size: size + chunk.length,
      };
      const isWhole = content.tail === endOfMail;
      if (isWhole || content.size > someContent) reaches('content');
      if (!isWhole) return;
      whole.push(/^Message-ID: <(.+)@/m.exec(content.head)?.[1] ?? '');
      content = undefined;
      if (!reaches('dot', 'reply')) say('250 2.0.0 OK <1@breaking.test>');
    }

    function takeCommand(line: string): void {
      const verb = line.slice(0, 8).split(' ')[0] ?? '';
      if (verb === 'EHLO') {
        const isSecure = socket instanceof TLSSocket;
        if (reaches(isSecure ? 'EHLO in TLS' : 'EHLO')) return;
        say(`250-breaking.test\r\n250-PIPELINING\r\n250 ${isSecure ? 'AUTH XOAUTH2' : 'STARTTLS'}`);
        return;
      }
      if (reaches(verb as BreakingPoint)) return;
      say(replies[verb] ?? '500 5.3.3 Unrecognized command');
      if (verb === 'STARTTLS') upgrade();
      if (verb === 'DATA') {
        content = { head: '', tail: '', size: 0 };
        reaches('354');
      }
    }

    function upgrade(): void {
      socket.removeAllListeners('data');
      // Breaks when the client's half of the handshake has begun.
      if (plan?.point === 'handshake') socket.once('data', () => breaks(raw, 'handshake'));
      else converse(raw, new TLSSocket(socket, { isServer: true, ...tls }));
    }

    socket.on('error', () => {}); // What breaks here is meant to.
    socket.on('data', (chunk: Buffer) => {
      if (content) return takeContent(chunk.toString('latin1'));
      commands += chunk.toString('latin1');
      for (let end = commands.indexOf('\r\n'); end >= 0; end = commands.indexOf('\r\n')) {
        const line = commands.slice(0, end);
        commands = commands.slice(end + 2);
        takeCommand(line);
      }
    });
  }

  const server = net.createServer((raw) => {
    connections += 1;
    lines.set(raw, raw);
    raw.on('close', () => lines.delete(raw));
    raw.on('error', () => {});
    raw.setNoDelay();
    if (breaks(raw, 'greeting')) return;
    raw.write('220 breaking.test ESMTP\r\n');
    converse(raw, raw);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    whole,
    connections: () => connections,
    open: () => lines.size,
    breakAt: (point, how) =>
      new Promise((done) => {
        plan = { point, how, done };
      }),
    breakNow(how) {
      for (const [raw, socket] of lines) breakLine(how === 'reset' ? raw : socket, how);
    },
    wake() {
      for (const socket of lines.values()) socket.resume();
    },
    async stop() {
      for (const raw of lines.keys()) raw.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
