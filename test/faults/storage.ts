import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from './fault.ts';
import type { World } from './world.ts';

type Service = 'Table' | 'Queue';

const endpointOf = (connection: string, service: Service): string => {
  const [, endpoint] = new RegExp(`${service}Endpoint=([^;]+)`).exec(connection) ?? [];
  if (!endpoint) throw new Error(`The connection string has no ${service}Endpoint`);
  return endpoint;
};

/** Stands in front of a service and gives this refusal to the requests that `meant` finds. */
async function refuse(
  world: World,
  service: Service,
  code: string,
  text: string,
  meant: (method: string) => boolean = () => true,
): Promise<void> {
  const { MAIL_STORAGE: connection = '' } = world.rightEnv;
  const endpoint = endpointOf(connection, service);
  const { origin, pathname } = new URL(endpoint);
  const server = createServer((request, response) => {
    if (meant(request.method ?? '')) {
      const body =
        service === 'Table'
          ? JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: text } } })
          : `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`;
      const type = service === 'Table' ? 'application/json' : 'application/xml';
      request.resume();
      response.writeHead(403, { 'content-type': type, 'x-ms-error-code': code }).end(body);
      return;
    }
    const { method, url, headers } = request;
    const upstream = send(`${origin}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.atEnd(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  world.env.MAIL_STORAGE = connection.replace(endpoint, `http://127.0.0.1:${port}${pathname}`);
}

const NO_RIGHT = 'This request is not authorized to perform this operation using this permission.';

/** Azurite has no roles: whoever has none for a service meets the refusal in front of it. */
const withoutRole =
  (service: Service, needs: (method: string) => boolean = () => true) =>
  (world: World): Promise<void> => {
    const [identity] = world.contoso.identity.identities;
    const role = `Storage ${service} Data Contributor`;
    const has = () =>
      world.resources.roleAssignments.some(
        (one) => one.principalId === identity?.objectId && one.role === role,
      );
    return refuse(
      world,
      service,
      'AuthorizationPermissionMismatch',
      NO_RIGHT,
      (method) => needs(method) && !has(),
    );
  };

const letIn = (world: World): void => {
  world.env.MAIL_STORAGE = world.rightEnv.MAIL_STORAGE ?? '';
};

const noAccount = 'which network it is, and whether keys shall be let in, is the administrator’s to say';

/** The storage account of queues and rooms. */
export const storageFaults: readonly Fault[] = [
  {
    id: 'storage-key',
    breaks: 'the key in MAIL_STORAGE is an old one',
    break: ({ env }) => {
      env.MAIL_STORAGE = (env.MAIL_STORAGE ?? '').replace(
        /AccountKey=[^;]+/,
        `AccountKey=${'A'.repeat(86)}==`,
      );
    },
    first: { check: 'storage', failure: 'storage-key-wrong', cause: /key was renewed/ },
    mend: 'setting',
  },
  {
    id: 'storage-away',
    breaks: 'MAIL_STORAGE leads to nobody',
    break: ({ env }) => {
      env.MAIL_STORAGE = (env.MAIL_STORAGE ?? '').replace(/(\w+Endpoint=http:\/\/127\.0\.0\.1):\d+/g, '$1:1');
    },
    first: { check: 'storage', failure: 'storage-unreachable', cause: /MAIL_STORAGE is misspelt/ },
    mend: 'setting',
  },
  {
    id: 'no-table-role',
    breaks: 'no role for tables on the storage account',
    break: withoutRole('Table'),
    first: { check: 'storage', failure: 'storage-role-missing', cause: /not assigned to the identity/ },
    mend: 'command',
  },
  {
    id: 'table-reader-only',
    breaks: 'the app may read the table and not write it',
    break: withoutRole('Table', (method) => method !== 'GET'),
    first: { check: 'storage', failure: 'storage-role-missing', cause: /not assigned to the identity/ },
    mend: 'command',
  },
  {
    id: 'no-queue-role',
    breaks: 'no role for queues on the storage account',
    staysInQueue: true,
    break: withoutRole('Queue'),
    first: { check: 'storage', failure: 'storage-role-missing', cause: /not assigned to the identity/ },
    mend: 'command',
  },
  {
    id: 'storage-firewall',
    breaks: 'the network rules of the storage account do not let the app in',
    break: (world) =>
      refuse(
        world,
        'Table',
        'AuthorizationFailure',
        'This request is not authorized to perform this operation.',
      ),
    first: { check: 'storage', failure: 'storage-firewall', cause: /not joined to a network/ },
    mend: { why: noAccount, byHand: letIn },
  },
  {
    id: 'storage-keys-off',
    breaks: 'the storage account takes no keys, and MAIL_STORAGE holds one',
    break: (world) =>
      refuse(
        world,
        'Table',
        'KeyBasedAuthenticationNotPermitted',
        'Key based authentication is not permitted on this storage account.',
      ),
    first: { check: 'storage', failure: 'storage-keys-forbidden', cause: /key access/ },
    mend: { why: noAccount, byHand: letIn },
  },
];
