import type { Held } from '../administration/held.ts';
import type { RoomSeen } from '../administration/room-seen.ts';
import type { Blobs } from '../azure/blobs.ts';
import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import type { InspectedCertificate } from '../identity/inspect-certificate.ts';
import type { TokenClaims } from '../identity/token-claims.ts';
import type { Mailbox } from '../mail/sender.ts';
import type { MailboxState } from '../mailbox/mailbox-state.ts';
import type { Settings } from '../settings.ts';
import type { SmtpOffer, SmtpProbe } from '../smtp/probe.ts';

/** What is read of the storage account. */
export interface StorageReach {
  open: OpenPartition;
  openBlobs: (container: string) => Blobs;
  queue: string;
  /** About how many messages a queue holds; undefined where there is no such queue. */
  countQueued: (name: string) => Promise<Result<number | undefined, Fault>>;
}

/** What one check finds and later ones need. Holds secrets: only findings go into a report. */
export interface Facts {
  settings: Settings;
  storage: StorageReach;
  /** The rows of the mailboxes by address: what became of their messages so far. */
  states: ReadonlyMap<string, MailboxState>;
  /** As whom the app meets Azure, as far as a token of it says. */
  identity: { objectId?: string };
  /** `none`: a federated identity needs no certificate. */
  certificate: InspectedCertificate | 'none';
  /** What Entra is shown: an assertion, signed by this version of the certificate, or the managed identity's own token. */
  proof: { kind: 'assertion'; text: string; version: string } | { kind: 'identity' };
  token: string;
  claims: TokenClaims;
  /** What the server offers over TLS before anybody logs in. */
  offer: SmtpOffer;
  /** Nothing of what concerns the whole app fails. */
  appIsRight: true;
  mailbox: Mailbox;
  /** What held the mailbox when the run began with it. */
  before: readonly Held[];
  /** A connection that is logged in as the mailbox. */
  session: SmtpProbe;
  /** MAIL and RCPT were taken. */
  envelope: 'taken';
  /** The holds that an accepted message to itself has ended. */
  proven: readonly Held[];
  room: RoomSeen;
}

export type FactName = keyof Facts;
