/** What the functions of an expression give, by their names. */
export type Functions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/**
 * Replaces the expressions of a template as the engine of Logic Apps does: a text that is one expression (`@body('x')`)
 * becomes its value, one that holds some (`Hello @{…}`) a text, and `@@` an at sign
 * (learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference).
 * @throws an error at what it does not know: the examples have to stay with what is played here.
 */
export function expand(template: unknown, functions: Functions): unknown {
  if (Array.isArray(template)) return template.map((one) => expand(one, functions));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, expand(one, functions)]));
  }
  if (typeof template !== 'string') return template;
  if (template.startsWith('@@')) return template.slice(1);
  if (/^@[^{]/.test(template)) return evaluate(template.slice(1), functions);
  return template.replace(/@\{((?:'[^']*'|[^}])*)\}/g, (_, expression: string) =>
    asText(evaluate(expression, functions)),
  );
}

/** As `@{…}` and `string()` write a value. */
export const asText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
};

const token = /\s*('(?:[^']|'')*'|[A-Za-z_]\w*|\d+|\?\.|[().,[\]?])\s*/y;

function evaluate(expression: string, functions: Functions): unknown {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < expression.length) {
    const [, found] = token.exec(expression) ?? [];
    if (found === undefined) throw new Error(`Not understood: ${expression}`);
    tokens.push(found);
  }
  const value = readValue(tokens, functions);
  if (tokens.length > 0) throw new Error(`Not understood: ${tokens.join('')} of ${expression}`);
  return value;
}

/** A text, a number or a call, and what is taken out of it. */
function readValue(tokens: string[], functions: Functions): unknown {
  let value = readOperand(tokens, functions);
  for (;;) {
    const isOptional = tokens[0] === '?' || tokens[0] === '?.';
    if (tokens[0] === '?') tokens.shift();
    if (tokens[0] !== '[' && tokens[0] !== '.' && tokens[0] !== '?.') return value;
    const isIndex = tokens.shift() === '[';
    const key = isIndex ? readValue(tokens, functions) : tokens.shift();
    if (isIndex) expect(tokens, ']');
    if (!isOptional && (value === null || value === undefined)) throw new Error(`There is no ${key} of null`);
    value = (value as Record<string, unknown> | undefined)?.[String(key)];
  }
}

function readOperand(tokens: string[], functions: Functions): unknown {
  const first = tokens.shift() ?? '';
  if (first.startsWith("'")) return first.slice(1, -1).replaceAll("''", "'");
  if (/^\d/.test(first)) return Number(first);
  expect(tokens, '(');
  const args: unknown[] = [];
  while (tokens[0] !== ')') {
    args.push(readValue(tokens, functions));
    if (tokens[0] === ',') tokens.shift();
  }
  expect(tokens, ')');
  const called = functions[first];
  if (!called) throw new Error(`There is no function ${first} here`);
  return called(...args);
}

function expect(tokens: string[], wanted: string): void {
  const found = tokens.shift();
  if (found !== wanted) throw new Error(`${wanted} was expected, not ${found}`);
}
