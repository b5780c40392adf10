import type * as z from 'zod/mini';

/** How a designer shows an action or a field: at once, in a menu of further ones, or not at all. */
export type Visibility = 'important' | 'advanced' | 'internal';

/** A value in the path, the query or a header. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  /** In Title Case, as designers show it. */
  summary: string;
  description: string;
  /** Text where absent. */
  type?: 'string' | 'integer' | 'boolean';
  values?: readonly string[];
  required?: true;
  example?: string | number | boolean;
  visibility?: Visibility;
}

/** One way in which a function answers. */
export interface Answer {
  description: string;
  /** Absent where the answer has no body that a program reads. */
  schema?: z.ZodMiniType;
  /** Where it is not JSON. */
  mediaTypes?: readonly string[];
  headers?: readonly ('Location' | 'Retry-After')[];
}

/** One door: a method of a route of `functions/`. */
export interface Operation {
  /** What `app.http` calls the function. */
  function: string;
  method: 'get' | 'post' | 'delete' | 'options';
  /** After `/api`; with `{id}` and the like. */
  path: string;
  /** In PascalCase; designers and generated clients name the action so. */
  operationId: string;
  summary: string;
  description: string;
  visibility: Visibility;
  /** Whether it is open to callers without a key. */
  isAnonymous?: true;
  parameters?: readonly Parameter[];
  /** Without a schema it is text. */
  body?: { description: string; schema?: z.ZodMiniType; mediaTypes?: readonly string[]; example?: unknown };
  answers: Readonly<Record<number, Answer>>;
}
