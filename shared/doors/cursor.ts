import * as z from 'zod/mini';
import { type MessageState, messageStates } from '../mailbox/keys.ts';

/** The last message of a page: of a state, its row in the index, and its mailbox. */
export interface Cursor {
  state: MessageState;
  rowKey: string;
  key: string;
}

const schema = z.tuple([z.enum(messageStates), z.string(), z.string()]);

/** As it stands in an address: without meaning for whoever has it. */
export const cursorText = ({ state, rowKey, key }: Cursor): string =>
  Buffer.from(JSON.stringify([state, rowKey, key])).toString('base64url');

/** Reads such a text; undefined for any other. */
export function parseCursor(text: string): Cursor | undefined {
  try {
    const [state, rowKey, key] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { state, rowKey, key };
  } catch {
    return undefined;
  }
}
