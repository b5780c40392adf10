/** Read-only at every depth; bytes and dates stay what they are. */
export type Frozen<Value> = Value extends Buffer | Date
  ? Value
  : Value extends readonly (infer Element)[]
    ? readonly Frozen<Element>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
      : Value;

/** Freezes a tree of plain values in place. Bytes are left out: JavaScript cannot freeze them. */
export function freeze<Value>(value: Value): Frozen<Value> {
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value as Frozen<Value>;
}
