import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** A whole answer that this process got over HTTP; nothing of its request but what was asked for. */
export interface HttpAnswer {
  method: string;
  url: URL;
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

const decoders: Record<string, (body: Buffer) => Buffer> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Tells of every answer that this thread gets, whatever library asked; until the returned function is called. */
export function hearHttp(heard: (answer: HttpAnswer) => void): () => void {
  const onAnswer = (message: unknown) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    const chunks: Buffer[] = [];
    // A listener for `data` would set the answer flowing before whoever asked listens. What is pushed in can be seen.
    const push = response.push.bind(response);
    response.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      if (chunk) chunks.push(chunk);
      else heard(answerOf(request, response, Buffer.concat(chunks)));
      return push(chunk, encoding);
    };
  };
  subscribe('http.client.response.finish', onAnswer);
  return () => unsubscribe('http.client.response.finish', onAnswer);
}

function answerOf(request: ClientRequest, response: IncomingMessage, body: Buffer): HttpAnswer {
  const { headers, statusCode = 0 } = response;
  const decode = decoders[headers['content-encoding'] ?? ''];
  return {
    method: request.method,
    url: new URL(request.path, `${request.protocol}//${request.getHeader('host')}`),
    status: statusCode,
    headers,
    body: (decode && body.length > 0 ? decode(body) : body).toString('utf8'),
  };
}
