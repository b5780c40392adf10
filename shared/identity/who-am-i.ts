import { createCredential } from '../azure/credential.ts';
import { faultFromAzure } from '../azure/fault-from-azure.ts';
import type { Fault, Step } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import type { Settings } from '../settings.ts';
import { readClaims } from './token-claims.ts';

/** Asks for a token of the app's own identity; `at` is the step that needs it. Gives its object id, where the token says it. */
export async function whoAmI(
  identity: Settings['identity'],
  scope: string,
  at: Step,
): Promise<Result<{ objectId?: string }, Fault>> {
  try {
    const token = await createCredential(identity).getToken(scope);
    if (!token) throw new Error('the identity gave no token');
    const objectId = readClaims(token.token)?.oid;
    return ok(objectId === undefined ? {} : { objectId });
  } catch (error) {
    return failed(faultFromAzure(at, error));
  }
}
