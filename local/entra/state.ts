import type { Answer } from '../serve.ts';

/** The directory of the Entra stand-in: a literal object that a test writes and may change while it runs. */
export interface EntraState {
  tenantId: string;
  applications: Application[];
  /** Lifetime of an access token; 3599 when absent. */
  tokenLifetimeSeconds?: number;
  /** Access tokens that no service takes any longer, by their `uti` claim. */
  revokedTokens?: Set<string>;
  /** Answers for the next token requests, instead of the real ones: throttling, an outage. */
  next?: Answer[];
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
  /** Registered public certificates, PEM. */
  certificates: string[];
  /** Managed identities that it trusts instead of a certificate, each as subject of its issuer. */
  federatedCredentials?: { issuer: string; subject: string; audience: string }[];
  /** Application permissions on Office 365 Exchange Online with admin consent, e.g. `SMTP.SendAsApp`. */
  roles: string[];
}
