import { event, text } from './fields.ts';

/** Somebody waits for traces. */
export const tracesFailed = event(
  'traces.failed',
  'at most once an hour by each process, when traces could not be exported, and once where what exports them could not be loaded; mail goes as well',
  {
    code: text(
      'why: a status of HTTP, an error code of the system such as `ECONNREFUSED`, or the kind of error',
    ),
  },
);
