import type { Step } from './fault.ts';
import type { KnownFailure, SmtpStage } from './known-failure.ts';

/** Where a step of ours ends as a rule: Exchange Online looks at mailbox and sender only after the whole message. */
const usual: Partial<Record<Step, SmtpStage>> = { connect: 'connect', login: 'auth', submit: 'data-end' };

/** The stage of an SMTP conversation at which a server says it; undefined where no SMTP server does. */
export const stageOf = ({
  at,
  stage,
  heard,
}: Pick<KnownFailure, 'at' | 'stage' | 'heard'>): SmtpStage | undefined =>
  heard ? undefined : (stage ?? usual[at]);
