import * as z from 'zod/mini';

const notBase64 = 'must be base64 in the standard alphabet, padded and without line breaks';

/** Bytes in base64, which can be written in one way only. Becomes a Buffer. */
export const base64 = z.pipe(
  z
    .string()
    .check(
      z.regex(/^[A-Za-z0-9+/]*={0,2}$/, notBase64),
      z.meta({ contentEncoding: 'base64', examples: ['SGVsbG8='] }),
    ),
  z.transform((written, context: z.core.ParsePayload) => {
    // Node decodes what it can and is silent about the rest, which can only be at the end: there, only the way back
    // shows that nothing was lost.
    const last = written.slice(-4);
    if (written.length % 4 !== 0 || Buffer.from(last, 'base64').toString('base64') !== last)
      context.issues.push({ code: 'custom', message: notBase64, input: written });
    return Buffer.from(written, 'base64');
  }),
);
