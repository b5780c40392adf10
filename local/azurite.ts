import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ServerTls } from './running.ts';

/** Azurite as it runs: a connection string for the storage SDKs and the Functions host. */
export interface Azurite {
  connectionString: string;
  /** Ends the process and removes its data. */
  stop(): Promise<void>;
}

/** Azurite with accounts of the names that were asked for. */
export interface SharedAzurite extends Azurite {
  connectionStringOf(account: string): string;
}

// The account and key that Microsoft publishes for every emulator.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const packageFolder = dirname(createRequire(import.meta.url).resolve('azurite/package.json'));

/** Loaded into Azurite: standard input ends when this process does, however it dies, and Azurite goes with it. */
const leash = `data:text/javascript,${encodeURIComponent(`
  import { rmSync } from 'node:fs';
  process.stdin.resume().on('end', () => {
    rmSync(process.argv[process.argv.indexOf('--location') + 1], { recursive: true, force: true });
    process.exit();
  });
`)}`;

const listening = /(Blob|Queue|Table) service (?:is )?successfully listen(?:ing at|s on) (\S+)/g;

/**
 * Starts Azurite on free ports of 127.0.0.1, with its data in a fresh temporary folder: in memory it stands still
 * for seconds once a minute. `only: 'queue'` leaves out blobs and tables; with `tls` it takes tokens of Entra ID, too, as
 * Azure does: it looks at their issuer, audience and times. `accounts` are names in place of the usual one, whose
 * data know nothing of each other. `onRequest` hears each line of its access log.
 * @throws an error with Azurite's own words when it does not come up.
 */
export async function startAzurite(
  options: {
    only?: 'queue';
    tls?: ServerTls;
    accounts?: readonly string[];
    onRequest?: (line: string) => void;
  } = {},
): Promise<SharedAzurite> {
  const { accounts = [ACCOUNT] } = options;
  const services = options.only ? [options.only] : ['blob', 'queue', 'table'];
  const script = join(packageFolder, 'dist', 'src', options.only ? 'queue/main.js' : 'azurite.js');
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const oauth = options.tls ? await oauthOptions(options.tls, folder) : [];
  const child = spawn(
    process.execPath,
    [
      '--import',
      leash,
      script,
      '--location',
      folder,
      '--disableTelemetry',
      '--skipApiVersionCheck',
      // Not silent: it writes a line to its access log for each request.
      ...(options.onRequest ? [] : ['--silent']),
    ].concat(
      oauth,
      services.flatMap((service) => [`--${service}Port`, '0']),
    ),
    {
      // Out of the terminal's process group: Ctrl+C must not take the storage away before its users have stopped.
      detached: true,
      windowsHide: true,
      // Compiled code is kept between runs: a third less time to start.
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(packageFolder, '..', '.cache', 'azurite'),
        AZURITE_ACCOUNTS: accounts.map((name) => `${name}:${KEY}`).join(';'),
      },
    },
  );
  const closed = once(child, 'close');
  const stop = async () => {
    child.stdin.end();
    await closed;
    await rm(folder, { recursive: true, force: true });
  };

  const endpoints = await new Promise<string[]>((resolve, reject) => {
    let said = '';
    let isListening = false;
    const hear = (chunk: Buffer) => {
      if (isListening) return;
      said += chunk;
      const found = Array.from(said.matchAll(listening), ([, service, url]) => `${service}Endpoint=${url}/`);
      isListening = found.length === services.length;
      if (isListening) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    closed.then(() => reject(new Error(`Azurite did not start: ${said.trim()}`)), reject);
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });

  if (options.onRequest) createInterface(child.stdout).on('line', options.onRequest);

  const protocol = options.tls ? 'https' : 'http';
  const connectionStringOf = (account: string) =>
    [
      `DefaultEndpointsProtocol=${protocol};AccountName=${account};AccountKey=${KEY}`,
      ...endpoints.map((endpoint) => endpoint + account),
    ].join(';');
  return { connectionString: connectionStringOf(accounts[0] ?? ACCOUNT), connectionStringOf, stop };
}

async function oauthOptions({ cert, key }: ServerTls, folder: string): Promise<string[]> {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
  return ['--oauth', 'basic', '--cert', certFile, '--key', keyFile];
}
