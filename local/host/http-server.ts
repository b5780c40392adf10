import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RegisteredFunction } from './functions-core.ts';
import { sendHttpData, toHttpData } from './http-data.ts';
import type { Route } from './http-route.ts';
import { invoke } from './invoke.ts';
import { describe, log } from './log.ts';
import type { Listener } from './queue-listener.ts';

export interface HttpFunction {
  registered: RegisteredFunction;
  route: Route;
  methods: readonly string[];
  /** Whether it is open to anyone; any other level asks for the key. */
  anonymous: boolean;
}

/** Serves the app's HTTP functions on 127.0.0.1. `key` is function, host and admin key in one. */
export async function startHttpServer(
  functions: readonly HttpFunction[],
  { port, key }: { port: number; key: string },
): Promise<Listener & { url: string }> {
  const byRank = functions.toSorted((a, b) => a.route.rank.localeCompare(b.route.rank));

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    for (const { registered, route, methods, anonymous } of byRank) {
      const params = methods.includes(request.method ?? '') && route.match(url.pathname);
      if (!params) continue;
      const given = request.headers['x-functions-key'] ?? url.searchParams.get('code');
      if (!anonymous && given !== key) return response.writeHead(401).end();
      const result = await invoke(registered, { http: await toHttpData(request, url, params) });
      return result.ok ? sendHttpData(response, result.value.returnValue) : response.writeHead(500).end();
    }
    return response.writeHead(404).end();
  };

  const server = createServer((request, response) => {
    // Else a connection answered during the stop would stay open for its keep-alive time.
    response.on('close', () => server.listening || setImmediate(() => server.closeIdleConnections()));
    answer(request, response).catch((error) => {
      log('error', 'host', describe(error));
      response.destroy();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}
