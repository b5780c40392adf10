import type { Safety } from '../mail/safety.ts';

/** What is on that keeps mail from its recipients: meant for what is not production, and overlooked in it. */
export const notForProduction = ({ redirectTo, allowed, dryRun }: Safety): readonly string[] => [
  ...(redirectTo === undefined ? [] : ['MAIL_REDIRECT_TO is on: all mail goes to one address.']),
  ...(allowed === undefined ? [] : ['MAIL_ALLOWED_RECIPIENTS is on: all other recipients are refused.']),
  ...(dryRun ? ['MAIL_DRY_RUN is on: nothing is sent.'] : []),
];
