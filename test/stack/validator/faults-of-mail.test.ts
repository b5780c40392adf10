import { exchangeFaults } from '../../faults/exchange.ts';
import { networkFaults } from '../../faults/network.ts';
import { sendingFaults } from '../../faults/sending.ts';
import { storageFaults } from '../../faults/storage.ts';
import { testFaults } from '../../faults/test-faults.ts';

await testFaults([...storageFaults, ...networkFaults, ...exchangeFaults, ...sendingFaults]);
