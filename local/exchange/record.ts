import type { Reply, Stage } from './state.ts';

/** One thing that the stand-in saw: a connection, the final reply to a command, or the end of the connection. */
export interface RecordEntry {
  /** ISO 8601. */
  time: string;
  /** The same id as in the bracket of AUTH failures. */
  session: string;
  stage: Exclude<Stage, 'ehlo'> | 'close';
  /** As given in `user=`, from AUTH on. */
  mailbox?: string | undefined;
  /** At `data-end`: the Message-ID header as the client wrote it. */
  messageId?: string | undefined;
  /** Absent at `close`. */
  reply?: Reply | undefined;
  /** At `data-end`: the message was stored, but the line was cut before this reply could leave. */
  unacknowledged?: true;
}

/** A message that was answered with 250, or would have been if the line had not been cut. */
export interface StoredMessage {
  time: string;
  /** The mailbox that logged in. */
  mailbox: string;
  envelope: { from: string; to: string[] };
  /** Empty where the stand-in was told not to keep it. */
  raw: Buffer;
  /** The Message-ID header as the client wrote it; the one that Exchange gives stands in `reply`. */
  messageId: string | undefined;
  reply: Reply;
}
