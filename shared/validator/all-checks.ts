import type { Result } from '../failures/result.ts';
import type { SettingProblem, Settings } from '../settings.ts';
import type { Check } from './check.ts';
import { certificateCheck } from './checks/certificate.ts';
import { claimsCheck } from './checks/claims.ts';
import { connectionCheck } from './checks/connection.ts';
import { dnsCheck } from './checks/dns.ts';
import { ehloCheck } from './checks/ehlo.ts';
import { envelopeCheck } from './checks/envelope.ts';
import { identityCheck } from './checks/identity.ts';
import { limitsCheck } from './checks/limits.ts';
import { loginCheck } from './checks/login.ts';
import { roomCheck } from './checks/room.ts';
import { type Beside, settingsCheck } from './checks/settings.ts';
import { signCheck } from './checks/sign.ts';
import { storageCheck } from './checks/storage.ts';
import { submissionCheck } from './checks/submission.ts';
import { tokenCheck } from './checks/token.ts';

/** What concerns the whole app, in the order in which a message meets it. */
export const checksOfApp = (
  settings: Result<Settings, readonly SettingProblem[]>,
  beside: Beside = {},
): readonly Check[] => [
  settingsCheck(settings, beside),
  storageCheck,
  identityCheck,
  certificateCheck,
  signCheck,
  tokenCheck,
  claimsCheck,
  dnsCheck,
  connectionCheck,
  ehloCheck,
];

/** What concerns one mailbox, on the facts that those of the app have found. */
export const checksOfMailbox: readonly Check[] = [
  loginCheck,
  envelopeCheck,
  submissionCheck,
  roomCheck,
  limitsCheck,
];
