import { startStack } from '../../../local/stack.ts';
import { makeCompany } from './company.ts';
import { type KeptStorage, readStorage } from './kept-storage.ts';
import { dieUnderWay } from './scenes/die-under-way.ts';
import { endMessages } from './scenes/end-messages.ts';
import { haveMessagesWait } from './scenes/have-messages-wait.ts';
import { holdEverything } from './scenes/hold-everything.ts';
import { everythingIsSeen, putBack, queueUntaken } from './scenes/queue-untaken.ts';
import { openWork } from './work.ts';

/**
 * Has a built app leave everything that an app can leave in its storage, and reads it. Takes a minute: what was put off
 * has to come. `app` is the folder of the built app; what it does not know is left out.
 */
export async function leaveBehind(app: string, build: string): Promise<KeptStorage> {
  const stack = await startStack(await makeCompany());
  try {
    const work = await openWork(stack, app);
    await endMessages(work);
    await haveMessagesWait(work);
    await dieUnderWay(work);
    // From here on the leases of the dead keep the living away from their mailboxes.
    await holdEverything(work);
    await putBack(work);
    await queueUntaken(work);
    await everythingIsSeen(work);
    return await readStorage(stack.azurite.connectionString, build);
  } finally {
    await stack.stop();
  }
}
