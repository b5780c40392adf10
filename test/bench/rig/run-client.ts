import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { subjectOf } from '../../../local/entra/tokens.ts';
import type { Rig } from './rig.ts';

export interface PlainJob {
  /** Of nodemailer's pool; `unpooled`: a connection for each message, sixteen at once. */
  connections: number | 'unpooled';
  port: number;
  mailbox: string;
  token: string;
  count: number;
}

export interface NaiveJob {
  connectionString: string;
  queue: string;
  tenantId: string;
  clientId: string;
  /** Certificate and key, PEM. */
  certificate: string;
  authorityHost: string;
  scope: string;
  port: number;
  count: number;
}

/** Sends so many messages of the first mailbox through nodemailer alone. */
export async function runPlain(
  { stack, mailboxes }: Rig,
  connections: PlainJob['connections'],
  count: number,
): Promise<void> {
  const { contoso, entra, exchange } = stack;
  const token = await entra.issue(subjectOf(contoso.application, contoso.exchange.audience));
  const job: PlainJob = { connections, port: exchange.port, mailbox: mailboxes[0] ?? '', token, count };
  await run(new URL('./plain-client.ts', import.meta.url), job, stack.env);
}

/** Sends so many messages of the queue with a new token and a new connection for each. */
export async function runNaive({ stack }: Rig, count: number): Promise<void> {
  const { contoso, azurite, entra, exchange, queue } = stack;
  const { cert, privateKey } = contoso.certificate;
  const job: NaiveJob = {
    connectionString: azurite.connectionString,
    queue: queue.name,
    tenantId: contoso.entra.tenantId,
    clientId: contoso.application.clientId,
    certificate: `${cert}\n${privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
    authorityHost: entra.url,
    scope: `${contoso.exchange.audience}/.default`,
    port: exchange.port,
    count,
  };
  await run(new URL('./naive-function.ts', import.meta.url), job, stack.env);
}

/** Runs a program of this folder to its end; gives what it printed. @throws when it fails. */
export async function run(program: URL, job: object, env: NodeJS.ProcessEnv): Promise<string> {
  const args = [fileURLToPath(program), JSON.stringify(job)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout;
}
