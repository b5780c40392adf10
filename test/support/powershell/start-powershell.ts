import path from 'node:path';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import type { Administrator } from '../exchange-admin/administrator.ts';
import type { Exchange } from '../exchange-admin/cmdlet.ts';
import { type Call, openDoor } from '../exchange-admin/door.ts';
import { findPowerShell } from './find-powershell.ts';
import { type Shell, startShell } from './shell.ts';

/** A PowerShell in which the Exchange cmdlets work on a state. */
export interface PowerShell extends Shell {
  /** What the next command works on: set `exchange.state` to go on with another tenant in the same process. */
  exchange: Exchange;
  /** Every command so far that would change something. */
  calls: readonly Call[];
}

export interface PowerShellOptions {
  /** The very object that a running Exchange stand-in may have. */
  state: ExchangeState;
  administrator?: Administrator;
  /** Folders that stand first in PATH. */
  path?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Starts PowerShell with the stand-in module `ExchangeOnlineManagement`; throws where there is no PowerShell. */
export async function startPowerShell({
  state,
  administrator = {},
  path: first = [],
  env,
}: PowerShellOptions): Promise<PowerShell> {
  const found = await findPowerShell();
  if (!found.ok) throw new Error(found.why);
  const exchange = { state, administrator };
  const door = await openDoor(exchange);
  const shell = await startShell({
    file: found.file,
    modules: path.resolve(import.meta.dirname, '../exchange-admin'),
    path: first,
    env: { SENDASAPP_EXCHANGE_DOOR: door.url, SENDASAPP_EXCHANGE_KEY: door.key, ...env },
  });
  return {
    folder: shell.folder,
    run: shell.run,
    exchange,
    calls: door.calls,
    async stop() {
      await shell.stop();
      await door.stop();
    },
  };
}
