import type { Operation } from './operation.ts';

/** What an access policy can allow, of what the stand-in offers. */
export type Permission =
  | 'certificates/get'
  | 'certificates/list'
  | 'keys/get'
  | 'keys/sign'
  | 'secrets/get'
  | 'secrets/list';

/** The permission that an operation asks for: learn.microsoft.com/rest/api/keyvault, "requires the … permission". */
export const permissionFor = (operation: Operation): Permission =>
  operation === 'certificates/versions'
    ? 'certificates/list'
    : operation === 'secrets/versions'
      ? 'secrets/list'
      : operation;
