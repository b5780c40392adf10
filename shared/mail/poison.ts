import { type Explanation, explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { Result } from '../failures/result.ts';
import type { Bury } from './buried.ts';
import { decodeBody } from './decode.ts';
import type { Log } from './log.ts';
import { parseMessage } from './parse.ts';
import type { Receipt } from './receipt.ts';

export interface PoisonParts {
  bury: Bury;
  /** Puts the body into the poison queue once more, invisible for some minutes. */
  putBack: (body: unknown) => Promise<Result<void, Fault>>;
  queue: string;
  known: PlaceholderValues;
  now: () => Date;
}

/**
 * Buries what the host gave up on. Must not throw: the host brings a failing message of a poison queue again every
 * ten minutes for ever. Where storage takes neither the burial nor the copy, throwing is what keeps the message.
 */
export async function buryPoison(
  parts: PoisonParts,
  body: unknown,
  receipt: Receipt,
  log: Log,
): Promise<void> {
  const decoded = decodeBody(body);
  const parsed = decoded.ok ? parseMessage(decoded.value, { id: receipt.id }) : undefined;
  const id = parsed?.ok ? parsed.value.id : receipt.id;
  const fault: Fault = {
    at: 'message',
    code: 'tries-used-up',
    said: 'The host took the message from the queue as often as it may and moved it to the poison queue.',
  };
  const explanations: Explanation[] = [explain(fault, { ...parts.known, messageId: id })];
  const buried = await parts.bury({
    id,
    buriedAt: parts.now().toISOString(),
    queue: parts.queue,
    payload: body,
    problems: parsed?.ok === false ? parsed.error : decoded.ok ? [] : [decoded.error],
    explanations,
    history: [],
  });
  if (buried.ok) {
    log(JSON.stringify({ event: 'mail.buried', id, failure: 'tries-used-up', buriedAs: buried.value }));
    return;
  }
  const { code } = buried.error;
  log(JSON.stringify({ event: 'mail.burial-failed', id, code, action: 'put back into the poison queue' }));
  const copy = await parts.putBack(body);
  if (!copy.ok)
    throw new Error(`Message ${id} could neither be buried (${code}) nor put back (${copy.error.code}).`);
}
