import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { failed, ok, type Result } from '../failures/result.ts';

export type Settled<Value> = Result<Value, SMTPConnection.SMTPError>;

/**
 * One step of an SMTPConnection as a promise of a value. The connection reports a failure through the callback or
 * as an `error` event, whichever comes first, and a line that closes only as `end`; an aborted signal ends the wait
 * at once (closing the line is up to the caller).
 */
export function settle<Value>(
  connection: SMTPConnection,
  signal: AbortSignal,
  step: (done: (error: SMTPConnection.SMTPError | null, value?: Value) => void) => void,
): Promise<Settled<Value>> {
  return new Promise((resolve) => {
    const finish = (result: Settled<Value>) => {
      connection.off('error', onError);
      connection.off('end', onEnd);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onError = (error: SMTPConnection.SMTPError) => finish(failed(error));
    const onClosed = () =>
      finish(failed(Object.assign(new Error('The server closed the connection'), { code: 'ECONNECTION' })));
    // After a 421 the connection says `end` first and calls back, with that reply, in the same turn.
    const onEnd = () => queueMicrotask(onClosed);
    const onAbort = () =>
      finish(
        failed(Object.assign(new Error('The deadline of this attempt passed'), { code: 'deadline-passed' })),
      );

    connection.on('error', onError);
    connection.on('end', onEnd);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else step((error, value) => finish(error ? failed(error) : ok(value as Value)));
  });
}
