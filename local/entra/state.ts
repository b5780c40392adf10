import type { Answer } from '../serve.ts';
import type { RateLimit } from './rate-limit.ts';

/** The directory of the Entra stand-in: a literal object that a test writes and may change while it runs. */
export interface EntraState {
  tenantId: string;
  applications: Application[];
  /** Lifetime of an access token; 3599 when absent. */
  tokenLifetimeSeconds?: number;
  /** Access tokens that no service takes any longer, by their `uti` claim. */
  revokedTokens?: Set<string>;
  /** The tenant was deleted or shut down. */
  deleted?: boolean;
  /** The tenant lives in this cloud, and it is not the one that is asked. */
  homeCloud?: 'worldwide' | 'gcc-high' | 'china';
  /** What is wrong with the enterprise application Office 365 Exchange Online. */
  exchangeOnline?: 'absent' | 'disabled' | 'assignment required';
  /** Policies that keep a token from an application. */
  policies?: Policies;
  /** The limit of the whole tenant: above it 429 with `Retry-After`. */
  rateLimit?: RateLimit;
  /** Switches the detection of loops on: for one application that asks more often. */
  loopLimit?: RateLimit;
  /** While set, the token service is out of order. */
  down?: { retryAfterSeconds: number };
  /** How far its clock is ahead of that of this machine: whoever asks is behind so far. */
  aheadMs?: number;
  /** Milliseconds that each token request waits for its answer. */
  latencyMs?: number;
  /** Answers for the next token requests, instead of the real ones. */
  next?: Answer[];
}

export interface Policies {
  /** Conditional Access for workload identities: tokens for callers at these addresses only (`127.0.0.1` is here). */
  allowedAddresses?: string[];
  securityPolicy?: boolean;
  securityDefaults?: boolean;
}

/** An app registration together with its enterprise application (service principal). */
export interface Application {
  clientId: string;
  /** Object id of the enterprise application, not of the app registration. */
  objectId: string;
  displayName: string;
  /** "Enabled for users to sign in" of the enterprise application. */
  enabled: boolean;
  /** False: the app registration exists, its enterprise application does not. */
  servicePrincipal: boolean;
  /** Registered as a public client, which may present no credential. */
  publicClient?: boolean;
  /** Registered public certificates, PEM. */
  certificates: string[];
  /** Those of them that are revoked: SHA-1 thumbprint (upper-case hex) → by whom. */
  revokedCertificates?: { [thumbprint: string]: 'authority' | 'administrator' };
  /** Managed identities that it trusts instead of a certificate, each as subject of its issuer. */
  federatedCredentials?: FederatedCredential[];
  /** Permissions asked for in the app registration, each as often as it was added; consent is another matter. */
  requested?: { api: string; permission: string; type: 'Role' | 'Scope' }[];
  /** Application permissions on Office 365 Exchange Online with admin consent, e.g. `SMTP.SendAsApp`. */
  roles: string[];
}

export interface FederatedCredential {
  /** By which administrators find it; nothing else depends on it. */
  name?: string;
  issuer: string;
  subject: string;
  audience: string;
}
