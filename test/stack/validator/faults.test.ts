import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../../faults/all.ts';
import { azureFaults } from '../../faults/azure.ts';
import { certificateFaults } from '../../faults/certificate.ts';
import { entraFaults } from '../../faults/entra.ts';
import { settingFaults } from '../../faults/settings.ts';
import { testFaults } from '../../faults/test-faults.ts';

test('there are enough faults, each of its own', () => {
  assert.ok(faults.length >= 60);
  assert.equal(new Set(faults.map(({ id }) => id)).size, faults.length);
});

await testFaults([...settingFaults, ...azureFaults, ...certificateFaults, ...entraFaults]);
