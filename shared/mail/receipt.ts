/**
 * What the queue says about a message beside its body. Top-level fields of the body hide same-named ones in the
 * trigger's metadata, so none of this is believed before the message is found valid (unknown fields are refused).
 */
export interface Receipt {
  /** The queue message's own id: names a message that brings none. */
  id: string;
  /** Deliveries so far, this one included. A killed process counts as one. */
  attempt: number;
  /** When the message was first taken in. */
  insertedAt: Date;
  /** The place in a trace of the invocation itself, if it is recorded: a W3C `traceparent`. */
  traceparent?: string;
}
