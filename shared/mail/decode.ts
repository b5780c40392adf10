import { failed, ok, type Result } from '../failures/result.ts';
import type { Problem } from './problems.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

type Decoded = Result<unknown, Problem>;

/**
 * The JSON object in the body of a queue message. The Functions library hands over JSON already parsed, other text as
 * it is. Text and bytes hold the JSON itself or base64 of it (standard or URL-safe, padded or not); white space and a
 * byte order mark do not matter. `{` is no character of base64, so the first one tells them apart.
 */
export function decodeBody(body: unknown): Decoded {
  if (body instanceof Uint8Array) return fromBytes(body, fromText);
  if (typeof body === 'string') return fromText(body);
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? ok(body)
    : unreadable(`is ${kindOf(body)}; it must be a JSON object`);
}

const unreadable = (says: string): Decoded => failed({ path: '', says });

function kindOf(body: unknown): string {
  if (body === null || body === undefined) return 'empty';
  return Array.isArray(body) ? 'a list' : `a ${typeof body}`;
}

function fromText(text: string): Decoded {
  const trimmed = text.trim(); // takes a byte order mark away as well
  if (trimmed === '') return unreadable('is empty');
  if (trimmed.startsWith('{')) return fromJson(trimmed);
  const packed = trimmed.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed))
    return unreadable('is neither a JSON object, which begins with {, nor base64 of one');
  return fromBytes(Buffer.from(packed, 'base64'), fromUnpacked);
}

function fromUnpacked(text: string): Decoded {
  const trimmed = text.trim();
  return trimmed.startsWith('{') ? fromJson(trimmed) : unreadable('is base64, but not of a JSON object');
}

function fromBytes(bytes: Uint8Array, next: (text: string) => Decoded): Decoded {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return unreadable('is not UTF-8');
  }
  return next(text);
}

function fromJson(text: string): Decoded {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    return unreadable(`is not JSON: ${whereItBreaks(String(error))}`);
  }
}

/** V8's message quotes the text around the fault, which may be anybody's mail; only the place is kept. */
function whereItBreaks(message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position) return `it breaks off at position ${position}`;
  return /end of JSON/.test(message) ? 'it ends too early' : 'a value is missing or not written as JSON';
}
