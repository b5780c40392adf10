import type { FunctionInfo } from './index-functions.ts';

/** What the host's process sends its parent once it serves. */
export interface ReadyMessage {
  type: 'ready';
  url: string;
  /** Opens functions of every authorization level: header `x-functions-key` or query `code`. */
  key: string;
  functions: FunctionInfo[];
  /** Functions that could not be indexed. */
  inError: { name: string; error: string }[];
  /** Why the entry file did not load. The host stays up, as in Azure, with the functions registered until then. */
  error?: string;
}
