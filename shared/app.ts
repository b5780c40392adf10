import { randomUUID } from 'node:crypto';
import { createCredential } from './azure/credential.ts';
import { openGraveyard } from './azure/graveyard.ts';
import { openPoisonQueue } from './azure/poison-queue.ts';
import { openStorage, type Storage } from './azure/storage.ts';
import { openVault } from './azure/vault.ts';
import { failed } from './failures/result.ts';
import { tokenRequest } from './identity/request-token.ts';
import { createTokenSource } from './identity/token.ts';
import { vaultSign } from './identity/vault-sign.ts';
import { act, TryAgain } from './mail/act.ts';
import { deliver } from './mail/deliver.ts';
import type { Log } from './mail/log.ts';
import { buryPoison } from './mail/poison.ts';
import type { Receipt } from './mail/receipt.ts';
import { explainSettings } from './settings/explain.ts';
import { readBurialSettings, readSettings, type Settings } from './settings.ts';
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
  const { tenantId, clientId, cloud, vault } = settings;
  const { authorityHost } = cloud;
  const pool = createSessionPool({ host: cloud.smtpHost, port: settings.smtpPort });
  const certificate = vaultSign(openVault(vault, createCredential(settings.identity)), vault.certificateName);
  const token = createTokenSource({
    clientId,
    tokenEndpoint: `${authorityHost}/${tenantId}/oauth2/v2.0/token`,
    certificate,
    requestToken: tokenRequest({ tenantId, clientId, authorityHost, scope: cloud.tokenScope }),
    now,
    newId: randomUUID,
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
    vault: new URL(vault.url).hostname.split('.')[0],
    certificate: vault.certificateName,
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

function burialParts({ blobs, queues }: Storage, queue: string) {
  return { bury: openGraveyard(blobs), putBack: openPoisonQueue(queues, queue), queue, now };
}
