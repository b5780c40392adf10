/** What Key Vault says about a version; a date that is not set does not bind. */
export interface VersionProperties {
  version?: string;
  enabled?: boolean;
  notBefore?: Date;
  expiresOn?: Date;
  createdOn?: Date;
}

/**
 * Whether the vault signs with the key of this version, and nobody has refused it (`refused`, by version): the vault
 * refuses where it is disabled, expired or not yet valid.
 */
export function mayBeUsed(
  { version = '', enabled, notBefore, expiresOn }: VersionProperties,
  refused: ReadonlySet<string>,
  now: Date,
): boolean {
  const isValid = (!notBefore || notBefore <= now) && (!expiresOn || now < expiresOn);
  return enabled !== false && isValid && !refused.has(version);
}

/** Of the versions that may be used now, the one made last. */
export async function newestUsable(
  versions: AsyncIterable<VersionProperties>,
  refused: ReadonlySet<string>,
  now: Date,
): Promise<string | undefined> {
  let last: VersionProperties | undefined;
  for await (const one of versions) {
    if (mayBeUsed(one, refused, now) && (!last || made(one) > made(last))) last = one;
  }
  return last?.version;
}

const made = ({ createdOn }: VersionProperties): number => createdOn?.getTime() ?? 0;
