import type { HttpResponseInit } from '@azure/functions';

/** An answer in JSON that nobody on the way may keep: what it tells is different a moment later. */
export const jsonAnswer = (
  jsonBody: unknown,
  { status = 200, headers }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): HttpResponseInit => ({ status, headers: { 'cache-control': 'no-store', ...headers }, jsonBody });
