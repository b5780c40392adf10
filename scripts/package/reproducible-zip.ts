import { type Zippable, zipSync } from 'fflate';

const UNIX = 3;
const READABLE_FILE = 0o100644 * 2 ** 16;

/**
 * A zip whose bytes follow from names and contents alone: sorted, one time, one mode. fflate packs in JavaScript, so that
 * they do not depend on the zlib of the machine either.
 */
export function reproducibleZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // A zip's times have no zone and fflate writes local ones, so that this one is made of local parts as well. It is the
  // earliest day that a zip can say, at noon, when no clock is ever put forward.
  const mtime = new Date(1980, 0, 1, 12);
  const entries: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    entries[name] = [files[name] as Uint8Array, { level: 9, mtime, os: UNIX, attrs: READABLE_FILE }];
  }
  return zipSync(entries);
}
