import assert from 'node:assert/strict';
import { faultFromAzure } from '../../../shared/azure/fault-from-azure.ts';
import { explain } from '../../../shared/failures/explain.ts';
import type { VaultWithMail } from './vault-with-mail.ts';

/** How the vault refuses, and the row of the catalogue that explains it. */
export interface Refused {
  status: number;
  code: string;
  inner?: string;
  text: RegExp;
  explained: string;
}

/** Asserts that this is how the vault refuses. */
export const assertRefused = (
  act: () => Promise<unknown>,
  { status, code, inner, text, explained }: Refused,
): Promise<void> =>
  assert.rejects(act, (error: Error & { statusCode: number; code: string; details: unknown }) => {
    assert.match(error.message, text);
    const details = error.details as { error?: { innerError?: { code: string } } };
    assert.deepEqual([error.statusCode, error.code, details.error?.innerError?.code], [status, code, inner]);
    assert.equal(explain(faultFromAzure('vault', error)).id, explained);
    return true;
  });

/** Asks without the SDK, which looks at a key before it signs, and does not tell why a list is refused. */
export async function fetchRefusal(
  { vault, token }: VaultWithMail,
  path: string,
  init: RequestInit = {},
): Promise<never> {
  const response = await fetch(`${vault.url}${path}?api-version=7.6`, {
    ...init,
    headers: { authorization: `Bearer ${token}` },
  });
  const { error } = (await response.json()) as {
    error: { code: string; message: string; innererror?: object };
  };
  throw Object.assign(new Error(error.message), {
    statusCode: response.status,
    code: error.code,
    details: { error: { ...error, innerError: error.innererror } },
  });
}
