/** A route template of an HTTP function, ready for matching paths. */
export interface Route {
  /** Values of the parameters, or undefined where the path does not match. */
  match(path: string): Record<string, string> | undefined;
  /** Smaller goes first: literal parts before parameters, those before the catch-all. */
  rank: string;
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

// A slash inside a value (%2F) stays encoded, as in ASP.NET.
function decode(value: string): string {
  try {
    return decodeURIComponent(value.replace(/%2f/gi, '%252F'));
  } catch {
    return value;
  }
}

/**
 * Reads `messages/{id}`, `{id?}` and `{*rest}`; literals match in any case.
 * @throws on anything else in braces (constraints, default values), which this host does not know.
 */
export function parseRoute(template: string): Route {
  const names: string[] = [];
  const segments = template.split('/').filter((segment) => segment !== '');
  const patterns = segments.map((segment) => {
    let optional = false;
    const pattern = segment
      .split(/(\{[^}]*\})/)
      .map((part) => {
        if (!part.startsWith('{')) return escapeRegExp(part);
        const parameter = /^\{(\*?)(\w+)(\??)\}$/.exec(part);
        if (!parameter?.[2])
          throw new Error(`The route '${template}' has a part this host does not know: ${part}`);
        names.push(parameter[2]);
        optional = parameter[1] === '*' || parameter[3] === '?';
        return parameter[1] ? '(.*)' : '([^/]+)';
      })
      .join('');
    return optional ? `(?:/${pattern})?` : `/${pattern}`;
  });
  const whole = new RegExp(`^${patterns.join('')}/?$`, 'i');
  return {
    rank: segments
      .map((segment) => (segment.includes('{*') ? '3' : segment.includes('{') ? '2' : '1'))
      .join(''),
    match(path) {
      const found = whole.exec(path);
      if (!found) return undefined;
      const pairs = names.map((name, index): [string, string | undefined] => [name, found[index + 1]]);
      return Object.fromEntries(
        pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, decode(value)]])),
      );
    },
  };
}
