import type { MailCertificate } from '../../../../local/certificates.ts';
import type { Application, EntraState } from '../../../../local/entra/state.ts';
import type { Tenant } from '../tenant.ts';

/** A tenant with certificates that are wrong in one way each; all but `stranger` are registered. */
export interface Bench {
  tenant: Tenant;
  stranger: MailCertificate;
  expired: MailCertificate;
  notYetValid: MailCertificate;
}

/** Parameters of a token request that differ from a good one; an undefined one is left out. */
export type Changes = Record<string, string | undefined>;

/** Why Entra refuses, and all that follows: the answer, its words, and the row of the catalogue that explains it. */
export interface Cause {
  /** Ends the sentence "Entra refuses …". */
  name: string;
  /** Makes the directory wrong; the test puts it back. */
  given?: (application: Application, state: EntraState) => void;
  sent?: (bench: Bench) => Changes | Promise<Changes>;
  /** In the path of the request, instead of the tenant's id. */
  tenant?: string;
  code: number;
  /** HTTP status and OAuth error. */
  answer: string;
  says: RegExp;
  explained: string;
  /** Why the real SDK is left out. */
  withoutSdk?: 'cannot send it' | 'hides it';
}
