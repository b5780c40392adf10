import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { CERTIFICATE_NAME, type Contoso, makeContoso } from '../../local/contoso.ts';
import type { Mailbox } from '../../local/exchange/mailbox.ts';
import { type Oddity, startOddServer } from '../../local/play/odd-server.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { type AzureResources, guideResources } from '../support/azure-cli/world.ts';

/** Whom the app meets, and what it is told: a fault changes one of them. Everything is right at the beginning. */
export interface World {
  stack: Stack;
  contoso: Contoso;
  mailbox: Mailbox;
  /** An address that the mailbox may send as. */
  sender: { address: string; sendAs: string[] };
  /** Settings of the app as they are, and as they should be. */
  env: Record<string, string>;
  rightEnv: Record<string, string>;
  /** For files that settings name. */
  folder: string;
  /** What else is in the subscription. */
  resources: AzureResources;
  /** Puts a server with an oddity in the place of Exchange Online. */
  meetOddServer(oddity: Oddity): Promise<void>;
  /** Does something once the fault is over. */
  atEnd(work: () => unknown): void;
}

/** The stand-ins, which all faults of a process meet one after the other. */
export interface Place {
  stack: Stack;
  /** For the files of faults and commands; gone after `stop`. */
  folder: string;
  resources: AzureResources;
  /** Everything right again, for a mailbox of its own. */
  begin(id: string): Promise<World>;
  /** Ends what the fault has started. */
  end(): Promise<void>;
  stop(): Promise<void>;
}

const parts = ['entra', 'identity', 'vault', 'exchange'] as const;

/** Starts the stand-ins for the app in this process; `process.env` and the trusted authorities are its own to change. */
export async function openPlace(): Promise<Place> {
  const stack = await startStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'faults-'));
  const authority = await readFile(stack.env.NODE_EXTRA_CA_CERTS ?? '', 'utf8');
  setDefaultCACertificates([...getCACertificates('bundled'), authority]);
  const ends: (() => unknown)[] = [];
  const end = async () => {
    for (const work of ends.splice(0)) await work();
  };

  const resources = { ...guideResources(), storageAccount: 'devstoreaccount1' };
  const model = await makeContoso();
  async function begin(id: string): Promise<World> {
    const contoso = rightContoso(model, id);
    const address = contoso.mailbox.address;
    const sender = { address: `${id}-sender@contoso.example`, sendAs: [contoso.application.objectId] };
    contoso.exchange.otherRecipients = [sender];
    // The stand-ins keep their objects; what stands in them is new.
    for (const part of parts) refill(stack.contoso[part], contoso[part]);
    Object.assign(stack.contoso, { ...contoso, ...pick(stack.contoso) });
    resources.roleAssignments.length = 0;
    const rightEnv = {
      ...stack.env,
      WEBSITE_SITE_NAME: resources.functionApp.name,
      WEBSITE_RESOURCE_GROUP: resources.resourceGroup,
      MAIL_MAILBOXES: `${address}: ${sender.address}`,
      MAIL_IDENTITY_CLIENT_ID: contoso.identity.identities[0]?.clientId ?? '',
    };
    const world: World = {
      stack,
      contoso: stack.contoso,
      mailbox: contoso.mailbox,
      sender,
      env: { ...rightEnv },
      rightEnv,
      folder,
      resources,
      async meetOddServer(oddity) {
        const { port, stop } = await startOddServer(oddity);
        ends.push(stop);
        world.env.MAIL_SMTP_PORT = String(port);
      },
      atEnd: (work) => ends.push(work),
    };
    return world;
  }

  return {
    stack,
    folder,
    resources,
    begin,
    end,
    async stop() {
      await end();
      await stack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A tenant as the model was, whose mailbox and managed identity are of this fault alone: the client of an identity keeps
 * tokens for long. To make a certificate for each takes time, so they have that of the model.
 */
function rightContoso({ certificate, vault, ...rest }: Contoso, id: string): Contoso {
  const identity = { clientId: randomUUID(), objectId: randomUUID() };
  // Together, so that what is one object stays one.
  const contoso = structuredClone(rest);
  contoso.identity.identities = [identity];
  contoso.mailbox.address = `${id}@contoso.example`;
  const [entry] = Object.values(vault.certificates);
  if (!entry) throw new Error('Contoso has a certificate in its vault');
  const versions = entry.versions.map((version) => ({ ...version }));
  return {
    ...contoso,
    certificate,
    vault: {
      tenantId: vault.tenantId,
      certificates: { [CERTIFICATE_NAME]: { ...entry, versions } },
      callers: { [identity.objectId]: ['Key Vault Crypto User', 'Key Vault Reader'] },
    },
  };
}

function refill(target: object, content: object): void {
  for (const name of Object.keys(target)) Reflect.deleteProperty(target, name);
  Object.assign(target, content);
}

const pick = ({ entra, identity, vault, exchange }: Contoso) => ({ entra, identity, vault, exchange });
