import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageHeaders } from '../../shared/pages/page.ts';

/** Serves pages by name on this machine, with the headers that the functions send. */
export async function servePages(
  pages: Readonly<Record<string, string>>,
): Promise<{ origin: string; urlOf(name: string): string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const page = pages[decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname.slice(1))];
    response.writeHead(page === undefined ? 404 : 200, pageHeaders).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    urlOf: (name) => `${origin}/${encodeURIComponent(name)}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
