import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Running } from '../../../local/running.ts';
import { send, serve } from '../../../local/serve.ts';
import type { Administrator } from './administrator.ts';
import type { Exchange, Parameters, Said } from './cmdlet.ts';
import { cmdlets } from './cmdlets.ts';

/** A command that would change something, in the order of arrival, and whether it did. */
export interface Call {
  cmdlet: string;
  parameters: Parameters;
  hasChanged: boolean;
}

/** The door by which the stand-in module reaches an Exchange, for whoever holds its key. */
export interface Door extends Running {
  key: string;
  calls: readonly Call[];
}

const reads = /^(?:Get|Test)-/;

/** Opens a door on the loopback. The state may be that of a running Exchange stand-in. */
export async function openDoor(exchange: Exchange): Promise<Door> {
  const key = randomUUID();
  const calls: Call[] = [];

  function perform(name: string, parameters: Parameters): Said {
    const cmdlet = cmdlets.get(name);
    if (!cmdlet) throw new Error(`The module sent ${name}, which the door does not have.`);
    if (reads.test(name)) return cmdlet(exchange, parameters);
    const before = JSON.stringify(exchange.state);
    const said = cmdlet(exchange, parameters);
    calls.push({ cmdlet: name, parameters, hasChanged: JSON.stringify(exchange.state) !== before });
    return said;
  }

  const running = await serve(async (request: IncomingMessage, response) => {
    if (request.headers.authorization !== `Bearer ${key}`) {
      send(response, { status: 401, body: {} });
      return;
    }
    const name = request.url?.slice(1) ?? '';
    if (name === 'Connect') {
      const granted = [...cmdlets.keys()].filter((one) => !exchange.administrator.lacks?.includes(one));
      send(response, { status: 200, body: { cmdlets: granted, tenantId: exchange.state.tenantId } });
      return;
    }
    const said = perform(name, (await json(request)) as Parameters);
    send(response, { status: 200, body: spoken(said, exchange.administrator.language) });
  });
  return { ...running, key, calls };
}

const spoken = ({ output = [], warning, error }: Said, language: Administrator['language'] = 'en') => ({
  output,
  warning: warning?.[language] ?? null,
  error: error
    ? {
        message: `${error.hash}|${error.className}|${error.sentence[language]}`,
        reason: error.className.slice(error.className.lastIndexOf('.') + 1),
      }
    : null,
});
