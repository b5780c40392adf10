import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { failed, ok, type Result } from '../shared/failures/result.ts';
import { problem } from './problem.ts';

/** For everything but messages. */
const MOST_BYTES = 65_536;

/** The bytes of a JSON body, or the answer that says why there are none: 400, 413 or 415. */
export async function readJsonBody(
  request: HttpRequest,
  mostBytes = MOST_BYTES,
): Promise<Result<Uint8Array, HttpResponseInit>> {
  const type = request.headers.get('content-type') ?? '';
  // Not even without a type: a form on somebody's page can send any other without being asked.
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    const detail = 'The body has to be JSON, with the header Content-Type: application/json.';
    return failed(problem(415, { title: 'Not JSON', detail }, { accept: 'application/json' }));
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > mostBytes) {
    const detail = `The body has ${bytes.length} bytes; it may have ${mostBytes}.`;
    return failed(problem(413, { title: 'The body is too large', detail, mostBytes }));
  }
  if (bytes.length === 0) {
    // The Functions host hands on no body that comes in chunks.
    const detail = 'The body is empty. It has to be sent with its Content-Length, not in chunks.';
    return failed(problem(400, { title: 'No body', detail }));
  }
  return ok(bytes);
}
