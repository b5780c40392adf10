import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A file and an address that nothing may read or fetch because a message names them. */
export interface Canary {
  file: string;
  url: string;
  /** Whether something that a mail holds came out of the file. */
  isIn(content: Buffer | string): boolean;
  /** How often the address was fetched. */
  fetched(): number;
  stop(): void;
}

export async function startCanary(): Promise<Canary> {
  let fetched = 0;
  const server = createServer((_request, response) => {
    fetched += 1;
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const file = fileURLToPath(import.meta.url);
  return {
    file,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    isIn: (content) => content.includes(startCanary.toString().slice(0, 28)),
    fetched: () => fetched,
    stop: () => server.close(),
  };
}
