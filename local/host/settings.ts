/** App settings as the host's configuration reads them: names in any case, `__` between the levels. */
export interface Settings {
  get(name: string): string | undefined;
  /** What stands one level below `name`, by its last part in lower case. */
  section(name: string): Record<string, string>;
}

const normal = (name: string) => name.replaceAll('__', ':').toLowerCase();

export function createSettings(env: NodeJS.ProcessEnv): Settings {
  const values = new Map(Object.entries(env).map(([name, value]) => [normal(name), value ?? '']));
  return {
    get: (name) => values.get(normal(name)),
    section(name) {
      const prefix = `${normal(name)}:`;
      const below = [...values].filter(([key]) => key.startsWith(prefix));
      return Object.fromEntries(below.map(([key, value]) => [key.slice(prefix.length), value]));
    },
  };
}

/**
 * Puts settings in the place of `%NAME%`, as the host does in queue names and schedules.
 * @throws the host's indexing error for a setting that does not exist.
 */
export function resolveNames(settings: Settings, text: string): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = settings.get(name);
    if (!value) throw new Error(`'${whole}' does not resolve to a value.`);
    return value;
  });
}
