/** An expected failure is a value: `throw` is left for bugs and for the host's word for "again". */
export type Result<Value, Failure> = { ok: true; value: Value } | { ok: false; error: Failure };

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const failed = <Failure>(error: Failure): { ok: false; error: Failure } => ({ ok: false, error });
