import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { decodeBody } from '../mail/decode.ts';
import type { Problem } from '../mail/problems.ts';
import { type Received, receive } from '../mail/receive.ts';
import { idFromKey } from './idempotency-key.ts';
import type { DoorParts } from './parts.ts';

/** What came over HTTP. */
export interface PostedBody {
  body: unknown;
  /** The header of this name. */
  idempotencyKey: string | undefined;
  /** Where the body has none: the header of this name, of a right form, or the place of the invocation itself. */
  traceparent?: string | undefined;
}

/** Its producer has to mend it. */
export interface Refused {
  kind: 'refused';
  fault: Fault;
  problems: readonly Problem[];
}

/** The message, or everything that is wrong with it and with its key. */
export function readPosted(
  { mailboxes, newId }: Pick<DoorParts, 'mailboxes' | 'newId'>,
  body: unknown,
  idempotencyKey: string | undefined,
): Result<Received, Refused> {
  const key = idempotencyKey === undefined ? ok(newId()) : idFromKey(idempotencyKey);
  const decoded = decodeBody(body);
  const input = decoded.ok ? decoded.value : body;
  const received = receive(mailboxes, input, key.ok ? key.value : newId());
  const wrong = idempotencyKey === undefined ? [] : problemsOfKey(key, input);
  if (received.ok && wrong.length === 0) return received;
  const problems = [...wrong, ...(received.ok ? [] : received.error.problems)];
  if (!received.ok && wrong.length === 0) {
    return failed({ kind: 'refused', fault: received.error.fault, problems });
  }
  return failed(invalid(problems));
}

/** A message with these problems. */
export function invalid(problems: readonly Problem[]): Refused {
  const said = problems.map(({ path, says }) => `${path} ${says}`.trim()).join('; ');
  return { kind: 'refused', fault: { at: 'message', code: 'message-invalid', said }, problems };
}

function problemsOfKey(key: Result<string, string>, input: unknown): Problem[] {
  const path = 'Idempotency-Key';
  if (!key.ok) return [{ path, says: key.error }];
  const { id } = (input ?? {}) as { id?: unknown };
  return id === undefined || id === key.value
    ? []
    : [{ path, says: 'and `id` name the message: they must be the same, or one of them be left out' }];
}
