import { randomUUID } from 'node:crypto';
import { createCredential } from './azure/credential.ts';
import { openGraveyard } from './azure/graveyard.ts';
import { openPoisonQueue } from './azure/poison-queue.ts';
import { openStorage } from './azure/storage.ts';
import { openVault } from './azure/vault.ts';
import type { PlaceholderValues } from './failures/placeholders.ts';
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
  const burial = readBurialSettings();
  const poison = burial.ok ? burialParts(burial.value, {}) : undefined;
  const sender = settings.ok ? createSender(settings.value) : undefined;

  return {
    async sendMail(body, receipt, log) {
      if (sender) return sender.send(body, receipt, log);
      const why = settings.ok ? [] : settings.error;
      log(explainSettings(why));
      throw new TryAgain(
        `Message ${receipt.id} was not sent: ${why.map(({ name }) => name).join(', ')} (settings).`,
      );
    },
    async buryPoison(body, receipt, log) {
      if (!poison)
        throw new Error('MAIL_STORAGE or MAIL_QUEUE is broken; the message stays in the poison queue.');
      await buryPoison(poison, body, receipt, log);
    },
    close: () => sender?.close(),
  };
}

function createSender(settings: Settings) {
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
  const acting = burialParts(settings, known);

  return {
    async send(body: unknown, receipt: Receipt, log: Log): Promise<void> {
      await act(acting, await deliver(delivery, body, receipt), body, receipt, log);
    },
    close: () => pool.close(),
  };
}

function burialParts({ storage, queue }: Pick<Settings, 'storage' | 'queue'>, known: PlaceholderValues) {
  const { blobs, queues } = openStorage(storage);
  return { bury: openGraveyard(blobs), putBack: openPoisonQueue(queues, queue), queue, known, now };
}
