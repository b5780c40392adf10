import { after } from 'node:test';
import { type Azurite, type SharedAzurite, startAzurite } from '../../local/azurite.ts';

/** More desks than any file of tests has. */
const names = Array.from({ length: 250 }, (_, index) => `desk${index}`);

let running: Promise<SharedAzurite> | undefined;
let taken = 0;

/**
 * A storage account that nobody has used, on an Azurite that all tests of a file share: starting one takes longer than
 * most tests. It ends with the file.
 */
export async function takeStorageAccount(): Promise<Azurite> {
  running ??= startAzurite({ accounts: names });
  const azurite = await running;
  const name = names[taken];
  if (name === undefined) throw new Error(`one file of tests has more than ${names.length} desks`);
  taken += 1;
  return { connectionString: azurite.connectionStringOf(name), stop: async () => {} };
}

after(async () => (await running)?.stop());
