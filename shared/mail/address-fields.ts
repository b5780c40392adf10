import * as z from 'zod/mini';
import type { Result } from '../failures/result.ts';
import { parseAddress, parseAddresses } from './addresses.ts';
import type { Frozen } from './freeze.ts';
import { headerText } from './text.ts';

/** The step of a field from the text that was written to its value. */
const parsedBy = <Value>(parse: (written: string) => Result<Value, string>) =>
  z.transform((written: string, context: z.core.ParsePayload): Value => {
    const result = parse(written);
    if (result.ok) return result.value;
    context.issues.push({ code: 'custom', message: result.error, input: written });
    return z.NEVER;
  });

const notAnAddress = 'must be an address such as ada@contoso.com';

const addressText = z.pipe(
  z
    .string()
    .check(z.regex(/@/, notAnAddress), z.meta({ examples: ['ada@contoso.com', 'ada@bücher.example'] })),
  parsedBy(parseAddress),
);

const namedAddress = z
  .strictObject({
    name: z.exactOptional(
      headerText.check(z.maxLength(255), z.meta({ title: 'Display name', examples: ['Ada Lovelace'] })),
    ),
    address: addressText,
  })
  .check(z.meta({ id: 'namedAddress', title: 'Address with display name' }));

/** `address` is ASCII, its domain in lower case. */
export type Address = Frozen<z.output<typeof namedAddress>>;

const withoutName = (address: string): Address => ({ address });

/** One address, with or without a display name. */
export const addressField = z.union([z.pipe(addressText, z.transform(withoutName)), namedAddress], {
  error: 'must be one address, a text or { "name": …, "address": … }',
});

/** Flows join several addresses into one text, and send an empty one where there is none. */
const addressesText = z.pipe(
  z.string().check(z.regex(/^[ ;,]*$|@/, notAnAddress)),
  z.pipe(
    parsedBy(parseAddresses),
    z.transform((addresses: string[]) => addresses.map(withoutName)),
  ),
);

/** No address, one or many, in each form that producers write. */
export const addressListField = z
  .pipe(
    z.union([addressesText, namedAddress, z.array(z.union([addressesText, namedAddress], notAnAddress))], {
      error: 'must be an address, { "name": …, "address": … } or a list of these',
    }),
    z.transform((written): Address[] => [written].flat(2)),
  )
  .check(
    z.meta({
      id: 'addresses',
      title: 'Addresses',
      description: 'One address or a list; one text may hold several, parted by ; or ,',
      examples: [
        'ada@contoso.com',
        'ada@contoso.com; bob@contoso.com',
        [{ name: 'Ada Lovelace', address: 'ada@contoso.com' }, 'bob@contoso.com'],
      ],
    }),
  );
