import assert from 'node:assert/strict';
import type { DoorParts } from '../../../shared/doors/parts.ts';
import { noTracing } from '../../../shared/telemetry/tracing.ts';
import { createAdministration } from '../mailbox/administration.ts';

/** The doors' parts over a table in memory; tokens are `token-1`, `token-2`, … */
export function createDoorParts(others: Partial<DoorParts> = {}) {
  const administration = createAdministration();
  const woken: string[] = [];
  let tokens = 0;
  const noBlob = () => assert.fail('the content fits into the row');
  const parts: DoorParts = {
    ...administration.parts,
    mailboxes: [
      { address: 'billing@contoso.com', senders: ['invoices@contoso.com'] },
      { address: 'alerts@contoso.com', senders: [] },
    ],
    wake: (address) => {
      woken.push(address);
    },
    newToken: () => `token-${++tokens}`,
    trace: noTracing.takeIn,
    alertTo: undefined,
    testRecipients: undefined,
    sleep: async () => {},
    stores: {
      content: {
        look: noBlob,
        write: noBlob,
        read: noBlob,
        stream: noBlob,
        namesBefore: noBlob,
        remove: noBlob,
      },
    },
    mostBytes: 65_536,
    known: { tenantId: 'a-tenant' },
    ...others,
  };
  return { ...administration, parts, woken };
}
