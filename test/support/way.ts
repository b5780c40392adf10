import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a port of this machine that can be cut. */
export async function startWay() {
  const open = new Set<Socket>();
  let to: number | undefined;
  const server = createServer((socket) => {
    if (to === undefined) return socket.destroy();
    const onward = connect(to, '127.0.0.1');
    for (const end of [socket, onward]) {
      open.add(end);
      end.on('error', () => {}).on('close', () => open.delete(end));
    }
    return socket.pipe(onward).pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    lead(port: number) {
      to = port;
    },
    cut() {
      to = undefined;
      for (const socket of open) socket.destroy();
    },
    async stop() {
      this.cut();
      await once(server.close(), 'close');
    },
  };
}
