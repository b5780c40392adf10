/** What Key Vault says about a version; a date that is not set does not bind. */
export interface VersionProperties {
  enabled?: boolean;
  notBefore?: Date;
  expiresOn?: Date;
  createdOn?: Date;
}

/** Whether the vault signs with the key of this version: it refuses where disabled, expired or not yet valid. */
export function isUsable({ enabled, notBefore, expiresOn }: VersionProperties, now: Date): boolean {
  return enabled !== false && (!notBefore || notBefore <= now) && (!expiresOn || now < expiresOn);
}

/** Of the versions that can be used now, the one made last. */
export function newestUsable<Version extends VersionProperties>(
  versions: readonly Version[],
  now: Date,
): Version | undefined {
  const made = ({ createdOn }: Version) => createdOn?.getTime() ?? 0;
  return versions
    .filter((version) => isUsable(version, now))
    .reduce<Version | undefined>((last, one) => (last && made(last) >= made(one) ? last : one), undefined);
}
