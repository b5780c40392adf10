import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { SMTPServer, SMTPServerSession } from 'smtp-server';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import { frontEnd } from './replies.ts';
import type { Reply, Stage } from './state.ts';
import { inExchangeWords } from './wording.ts';

/** The largest message, encoded, that Exchange Online takes. */
export const maxMessageBytes = 157_286_400;

/** smtp-server's session, with what the handlers learn for the record. */
export interface ExchangeSession extends SMTPServerSession {
  mailbox?: string | undefined;
  messageId?: string | undefined;
  /** Whether a recipient of the message under way was refused. */
  hasRefusedRecipients?: boolean;
}

/** Who hears of what happens on a connection. */
export interface Listener {
  /** The final reply to a command of this stage; called before the reply leaves. */
  replied(stage: Exclude<Stage, 'ehlo'>, session: ExchangeSession, reply: Reply): void;
  /** The refusal that EHLO shall get now. */
  refusalOfEhlo(): Reply | undefined;
}

const stages: Partial<Record<string, 'auth' | 'mail' | 'rcpt'>> = {
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
};

const capabilities = (secure: boolean, address: string): string[] => [
  `${frontEnd} Hello [${address}]`,
  `SIZE ${maxMessageBytes}`,
  'PIPELINING',
  'DSN',
  'ENHANCEDSTATUSCODES',
  // smtp-server would show AUTH before STARTTLS; Exchange does not.
  secure ? 'AUTH LOGIN XOAUTH2' : 'STARTTLS',
  '8BITMIME',
  'SMTPUTF8',
];

/** A connection of smtp-server that greets at once, speaks in Exchange's words and tells what it answered. */
export class ExchangeConnection extends SMTPConnection {
  declare session: ExchangeSession;
  listener: Listener;
  /** What the next final reply answers; undefined when nobody wants to know. */
  stage: Exclude<Stage, 'ehlo'> | undefined = 'connect';
  loginFailure: Reply | undefined;
  isReady = false;

  constructor(server: SMTPServer, socket: Socket, listener: Listener) {
    super(server, socket, { id: randomBytes(8).toString('hex').toUpperCase() });
    this.listener = listener;
  }

  /** smtp-server waits 100 ms here for clients that talk too soon; its timer then finds the work done. */
  override init(): void {
    super.init();
    this.connectionReady();
  }

  override connectionReady(): void {
    if (this.isReady) return;
    this.isReady = true;
    super.connectionReady();
  }

  /** The one place where commands pass before smtp-server refuses some of them by itself. */
  override _onCommand(command: Buffer, callback?: () => void): void {
    const [verb = ''] = command.toString('latin1', 0, 5).toUpperCase().split(' ');
    this.stage = stages[verb] ?? this.stage;
    super._onCommand(command, callback);
  }

  override handler_EHLO(command: Buffer, callback: () => void): void {
    const refusal = this.listener.refusalOfEhlo();
    if (!refusal) {
      super.handler_EHLO(command, callback);
      return;
    }
    this.say(refusal);
    callback();
  }

  /** Every reply of smtp-server passes here. Only the one to EHLO has several lines. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (Array.isArray(data)) {
      super.send(code, capabilities(this.secure, this.remoteAddress), false);
      return;
    }
    const { id: session, secure, loginFailure } = this;
    const moment = { session, at: new Date(), secure, loginFailure };
    this.say(inExchangeWords(data ?? '', context || undefined, moment) ?? `${code} ${data ?? ''}`);
    // smtp-server closes after a 421, which Exchange may have put in other words.
    if (code === 421) this.close();
  }

  say(reply: Reply): void {
    const isFinal = !reply.startsWith('3');
    if (isFinal && this.stage) {
      if (reply.startsWith('535')) this.loginFailure = reply;
      this.listener.replied(this.stage, this.session, reply);
      this.stage = undefined;
    }
    if (reply.startsWith('354')) this.stage = 'data-end';
    super.send(Number(reply.slice(0, 3)), reply.slice(4), false);
  }

  /** Ends the connection without a word. */
  drop(): void {
    this._socket.destroy();
  }
}
