import { azureFaults } from './azure.ts';
import { certificateFaults } from './certificate.ts';
import { entraFaults } from './entra.ts';
import { exchangeFaults } from './exchange.ts';
import type { Fault } from './fault.ts';
import { networkFaults } from './network.ts';
import { sendingFaults } from './sending.ts';
import { settingFaults } from './settings.ts';
import { storageFaults } from './storage.ts';

/** Everything that is broken, named and mended. */
export const faults: readonly Fault[] = [
  ...settingFaults,
  ...storageFaults,
  ...azureFaults,
  ...certificateFaults,
  ...entraFaults,
  ...networkFaults,
  ...exchangeFaults,
  ...sendingFaults,
];
