import type { MailCertificate } from '../certificates.ts';
import type { RateLimit } from '../entra/rate-limit.ts';
import type { Answer } from '../serve.ts';
import type { Permission } from './policies.ts';
import type { RoleName } from './roles.ts';

export type SecretType = 'application/x-pkcs12' | 'application/x-pem-file';

/** A key vault with its access control: a literal object that a test writes and may change while it runs. */
export interface VaultState {
  tenantId: string;
  certificates: { [name: string]: VaultCertificate };
  /** Object id of a caller → the roles that it has at vault scope. */
  callers: { [objectId: string]: RoleName[] };
  /** Where set, the vault works with access policies and without roles: object id of a caller → what it may do. */
  accessPolicies?: { [objectId: string]: Permission[] };
  /** While set, the network rules refuse every caller and name this address as theirs. */
  firewall?: { blocks: string };
  /** Reachable over private links only, and nobody here comes over one. */
  publicNetworkAccess?: 'disabled';
  /** The limit of the whole vault, over requests with a token: above it 429 with `Retry-After`. */
  rateLimit?: RateLimit;
  /** Answers for the next requests with a bearer token, instead of the real ones. */
  next?: Answer[];
}

export interface VaultCertificate {
  /** In order of their making; the last is the current one. */
  versions: VaultCertificateVersion[];
  /** Soft-deleted: invisible, and recoverable with `az keyvault certificate recover`. */
  deleted?: boolean;
  exportable: boolean;
  /** Of the secret; PKCS#12 when absent. */
  secretType?: SecretType;
  /** What the key may be used for; all operations of an RSA key when absent. */
  keyOperations?: string[];
}

export interface VaultCertificateVersion {
  /** 32 hex digits. */
  version: string;
  certificate: MailCertificate;
  enabled: boolean;
  /** The start of the certificate's validity when absent. */
  created?: Date;
}
