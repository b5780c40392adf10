import type { TableEntity, TableEntityResult } from '@azure/data-tables';
import type { Row, Value, Values } from './partition.ts';

/** A row as the SDK sends it. `etag`, `timestamp`, `partitionKey` and `rowKey` are no names for values. */
export function toEntity(partitionKey: string, rowKey: string, values: Values): TableEntity {
  const properties = Object.entries(values).map(([name, value]) => [name, toProperty(value)]);
  return { ...Object.fromEntries(properties), partitionKey, rowKey };
}

function toProperty(value: Value) {
  if (typeof value === 'number') {
    // Without a type a number with no fraction is an Int32 to the service, and 2 ** 40 none that it takes.
    // NaN and the infinities travel as text: JSON has no word for them.
    return { type: 'Double', value: Number.isFinite(value) ? value : String(value) };
  }
  // The SDK sends the whole memory behind a view, unless it is a Buffer.
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value;
}

/** A row as the SDK reads it with `disableTypeConversion`: the table's own columns are plain, all others typed. */
export function toRow(entity: TableEntityResult<Record<string, unknown>>): Row {
  const { etag, rowKey = '' } = entity;
  const typed = Object.entries(entity).filter(
    (property): property is [string, Typed] =>
      typeof property[1] === 'object' && !property[0].startsWith('odata.'),
  );
  return { rowKey, etag, values: Object.fromEntries(typed.map(([name, one]) => [name, fromProperty(one)])) };
}

interface Typed {
  type: string;
  value: string | boolean;
}

function fromProperty({ type, value }: Typed): Value {
  const text = String(value);
  if (type === 'Binary') return new Uint8Array(Buffer.from(text, 'base64'));
  if (type === 'Boolean') return text === 'true';
  // A double without a fraction comes back named Int32, or Int64 where another program wrote it.
  if (['Double', 'Int32', 'Int64'].includes(type)) return Number(text);
  return text;
}
