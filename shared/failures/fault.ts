/** Where on the way of a message something went wrong, in the order in which a message meets them. */
export const steps = [
  'setup',
  'settings',
  'storage',
  'message',
  'vault',
  'certificate',
  'token',
  'connect',
  'login',
  'submit',
] as const;

export type Step = (typeof steps)[number];

/**
 * One thing that went wrong, in the words of whoever refused.
 * `code` is the other side's own code where it has one (`535`, `AADSTS700027`, `ForbiddenByRbac`, `ECONNREFUSED`),
 * for faults that we find ourselves (`message-invalid`) the id of their row in the catalogue.
 */
export interface Fault {
  at: Step;
  code?: string;
  said: string;
  /** Seconds for which the other side asked to be left alone (`Retry-After`). */
  retryAfter?: number;
}
