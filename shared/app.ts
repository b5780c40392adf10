import { randomUUID } from 'node:crypto';
import { createCredential } from './azure/credential.ts';
import { openGraveyard } from './azure/graveyard.ts';
import { openPoisonQueue } from './azure/poison-queue.ts';
import { openStorage, type Storage } from './azure/storage.ts';
import { openVault } from './azure/vault.ts';
import { openVaultSecrets } from './azure/vault-secret.ts';
import { failed } from './failures/result.ts';
import type { CertificateSource } from './identity/certificate.ts';
import { certificateFile } from './identity/certificate-file.ts';
import { identityAssertion } from './identity/identity-assertion.ts';
import { tokenRequest } from './identity/request-token.ts';
import { signedAssertion } from './identity/signed-assertion.ts';
import { type AssertionSource, createTokenSource } from './identity/token.ts';
import { vaultSecret } from './identity/vault-secret.ts';
import { vaultSign } from './identity/vault-sign.ts';
import { act, TryAgain } from './mail/act.ts';
import { deliver } from './mail/deliver.ts';
import type { Log } from './mail/log.ts';
import { buryPoison } from './mail/poison.ts';
import type { Receipt } from './mail/receipt.ts';
import { explainSettings } from './settings/explain.ts';
import { type CertificateSettings, readBurialSettings, readSettings, type Settings } from './settings.ts';
import { compose } from './smtp/compose.ts';
import { createSessionPool } from './smtp/pool.ts';

/** What the functions may call. */
export interface App {
  /** Sends one queued message. @throws TryAgain where the host has to bring it again. */
  sendMail(body: unknown, receipt: Receipt, log: Log): Promise<void>;
  /** Buries one message of the poison queue. */
  buryPoison(body: unknown, receipt: Receipt, log: Log): Promise<void>;
  /** Gives idle connections back. */
  close(): void;
}

const now = () => new Date();

/** Reads the settings and puts the parts together. Never throws: a broken set-up must be explainable. */
export function createApp(): App {
  const settings = readSettings();
  const storage = readBurialSettings();
  const opened = storage.ok ? openStorage(storage.value.storage) : failed('is missing or wrong');
  const problems = settings.ok
    ? opened.ok
      ? []
      : [{ name: 'MAIL_STORAGE' as const, says: opened.error }]
    : settings.error;
  const burial = storage.ok && opened.ok ? burialParts(opened.value, storage.value.queue) : undefined;
  const sender = settings.ok && burial ? createSender(settings.value, burial) : undefined;

  return {
    async sendMail(body, receipt, log) {
      if (sender) return sender.send(body, receipt, log);
      log(explainSettings(problems));
      const names = problems.map(({ name }) => name).join(', ');
      throw new TryAgain(
        `Message ${receipt.id} was not sent: the settings are broken (${names}). It stays in the queue.`,
      );
    },
    async buryPoison(body, receipt, log) {
      if (!burial)
        throw new Error('MAIL_STORAGE or MAIL_QUEUE is broken; the message stays in the poison queue.');
      await buryPoison({ ...burial, known: sender?.known ?? {} }, body, receipt, log);
    },
    close: () => sender?.close(),
  };
}

function createSender(settings: Settings, burial: ReturnType<typeof burialParts>) {
  const { tenantId, clientId, cloud, certificate } = settings;
  const { authorityHost } = cloud;
  const pool = createSessionPool({ host: cloud.smtpHost, port: settings.smtpPort });
  const token = createTokenSource({
    assertion: assertionSource(settings),
    requestToken: tokenRequest({ tenantId, clientId, authorityHost, scope: cloud.tokenScope }),
    now,
  });
  const delivery = {
    mailboxes: settings.mailboxes,
    maxMessageBytes: settings.maxMessageBytes,
    compose,
    token,
    send: pool.send,
    now,
  };
  const known = {
    tenantId,
    clientId,
    ...('vaultUrl' in certificate && {
      vault: new URL(certificate.vaultUrl).hostname.split('.')[0],
      certificate: certificate.name,
    }),
    queue: settings.queue,
  };

  return {
    known,
    async send(body: unknown, receipt: Receipt, log: Log): Promise<void> {
      await act({ ...burial, known }, await deliver(delivery, body, receipt), body, receipt, log);
    },
    close: () => pool.close(),
  };
}

function assertionSource(settings: Settings): AssertionSource {
  const { certificate, cloud, tenantId, clientId, identity } = settings;
  if (certificate.source === 'federated') {
    return identityAssertion(createCredential(identity), cloud.exchangeAudience);
  }
  return signedAssertion({
    certificate: certificateSource(certificate, identity),
    clientId,
    tokenEndpoint: `${cloud.authorityHost}/${tenantId}/oauth2/v2.0/token`,
    now,
    newId: randomUUID,
  });
}

function certificateSource(
  certificate: Exclude<CertificateSettings, { source: 'federated' }>,
  identity: Settings['identity'],
): CertificateSource {
  if (certificate.source === 'file') return certificateFile(certificate, now);
  const credential = createCredential(identity);
  return certificate.source === 'vault-secret'
    ? vaultSecret(openVaultSecrets(certificate, credential), certificate.name, now)
    : vaultSign(openVault(certificate, credential, now), certificate.name);
}

function burialParts({ blobs, queues }: Storage, queue: string) {
  return { bury: openGraveyard(blobs), putBack: openPoisonQueue(queues, queue), queue, now };
}
