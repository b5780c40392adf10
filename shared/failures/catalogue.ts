import { blocks } from './catalogue/blocks.ts';
import { certificate } from './catalogue/certificate.ts';
import { connection } from './catalogue/connection.ts';
import { content } from './catalogue/content.ts';
import { entraApplication } from './catalogue/entra-application.ts';
import { entraCertificate } from './catalogue/entra-certificate.ts';
import { entraFederated } from './catalogue/entra-federated.ts';
import { entraRequest } from './catalogue/entra-request.ts';
import { envelope } from './catalogue/envelope.ts';
import { http } from './catalogue/http.ts';
import { lockOuts } from './catalogue/lock-outs.ts';
import { login } from './catalogue/login.ts';
import { loginSwitches } from './catalogue/login-switches.ts';
import { managedIdentity } from './catalogue/managed-identity.ts';
import { network } from './catalogue/network.ts';
import { ownFindings } from './catalogue/own-findings.ts';
import { protocol } from './catalogue/protocol.ts';
import { setup } from './catalogue/setup.ts';
import { storage } from './catalogue/storage.ts';
import { storedContent } from './catalogue/stored-content.ts';
import { submission } from './catalogue/submission.ts';
import { throttling } from './catalogue/throttling.ts';
import { tls } from './catalogue/tls.ts';
import { vault } from './catalogue/vault.ts';
import type { KnownFailure } from './known-failure.ts';

/**
 * Every failure we know. The first row that matches explains: what is particular stands before what is general, words
 * of a service before those of a broken line, which appear inside other texts too.
 */
export const catalogue: readonly KnownFailure[] = [
  ...ownFindings,
  ...storedContent,
  ...http,
  ...setup,
  ...lockOuts,
  ...throttling,
  ...submission,
  ...content,
  ...blocks,
  ...envelope,
  ...connection,
  ...loginSwitches,
  ...login,
  ...protocol,
  ...entraCertificate,
  ...entraFederated,
  ...entraApplication,
  ...entraRequest,
  ...managedIdentity,
  ...certificate,
  ...vault,
  ...tls,
  ...network,
  ...storage,
];
