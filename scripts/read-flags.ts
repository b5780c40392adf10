import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The flags of a command line. One that there is not ends the process: what is wrong, the usage, exit code 2. */
export function readFlags<const Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}
