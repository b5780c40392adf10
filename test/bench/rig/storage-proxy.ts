import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createTableCounter, type TableRequests } from './table-requests.ts';

/** Stands in front of one storage service, looks at what passes, and can be cut. */
export interface StorageProxy {
  /** In the place of the service's own address in a connection string. */
  endpoint: string;
  /** What went to the table service since the start. */
  counts: TableRequests;
  /** While true every connection is cut, those with an answer on its way too. */
  down: boolean;
  stop(): Promise<void>;
}

/**
 * `target` is the service's address, such as `http://127.0.0.1:10002/devstoreaccount1`. A SharedKey signs the path and
 * not the host, so what was signed for the proxy passes there.
 */
export async function startStorageProxy(target: string): Promise<StorageProxy> {
  const { origin, pathname } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const counter = createTableCounter();
  const sockets = new Set<Socket>();
  let down = false;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request);
    const upstream = send(`${origin}${url}`, { method, headers, agent });
    upstream.end(body);
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    const answerBody = await buffer(answer);
    counter.hear({ method, url, body: body.toString(), answer: answerBody.toString() });
    if (down) return;
    response.writeHead(answer.statusCode ?? 500, answer.rawHeaders).end(answerBody);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    if (down) socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    endpoint: `http://127.0.0.1:${port}${pathname}`,
    counts: counter.counts,
    get down() {
      return down;
    },
    set down(isDown) {
      down = isDown;
      if (down) for (const socket of sockets) socket.destroy();
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, 'close');
    },
  };
}
