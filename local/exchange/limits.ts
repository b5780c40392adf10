/** What Exchange Online allows one mailbox. What is absent is not limited. */
export interface Limits {
  /** Messages that may be on their way in at once, each from DATA to its reply. */
  concurrentSubmissions?: number;
  /** Messages in any sliding minute, counted when they arrive. */
  messagesPerMinute?: number;
  /** Milliseconds that a minute lasts, 60,000 unless a benchmark shortens its clocks. */
  minute?: number;
  recipientsPerMessage?: number;
  /** Recipients in any sliding day, over all messages. */
  recipientsPerDay?: number;
  /** Milliseconds that a day lasts, 86,400,000 unless shortened. */
  day?: number;
  /** Bytes of a message, encoded. */
  maxSendSize?: number;
  /** What happens to a mailbox that keeps running into the same permanent error. */
  lockOut?: LockOutRule;
}

/** So many refusals of one kind in a row, no two further apart than `within`, lock a mailbox out. Milliseconds. */
export interface LockOutRule {
  /** 5 unless given. */
  after?: number;
  within: number;
  lasts: number;
}

/**
 * The documented limits that do not depend on time, with their documented defaults. How many errors lock a mailbox
 * out, and for how long, is Microsoft's choice and not published: these numbers are ours.
 */
export const exchangeOnlineLimits: Limits = {
  concurrentSubmissions: 3,
  recipientsPerMessage: 500,
  maxSendSize: 36_700_160,
  lockOut: { after: 5, within: 600_000, lasts: 3_600_000 },
};

/** The documented rates of Exchange Online: what only an app that paces itself stays below. */
export const exchangeOnlineRates: Limits = { messagesPerMinute: 30, recipientsPerDay: 10_000 };
