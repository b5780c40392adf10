import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a local port that can be cut. */
export interface Gate {
  port: number;
  /** While true every connection is dropped, and each new one at once. */
  down: boolean;
  stop(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and passes every byte on to `target` there. */
export async function startGate(target: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let down = false;
  const server = createServer((client) => {
    if (down) return void client.destroy();
    const service = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [client, service],
      [service, client],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // Either end may be killed in the middle of anything.
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get down() {
      return down;
    },
    set down(isDown) {
      down = isDown;
      if (down) drop();
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      drop();
      await closed;
    },
  };
}
