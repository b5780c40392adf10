import type { Operation } from './operation.ts';
import { administrationOperations } from './operations/administration.ts';
import { alertOperations } from './operations/alerts.ts';
import { messageOperations } from './operations/messages.ts';
import { overviewOperations } from './operations/overview.ts';
import { setupOperations } from './operations/setup.ts';
import { testSendOperations } from './operations/test-send.ts';

/** Every HTTP function of the app, method by method. */
export const operations: readonly Operation[] = [
  ...messageOperations,
  ...testSendOperations,
  ...administrationOperations,
  ...overviewOperations,
  ...setupOperations,
  ...alertOperations,
];
