import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesIn, importsOf, isFile, read } from '../../scripts/architecture/imports.ts';
import { floorOf, roomGraph } from '../../scripts/architecture/rooms.ts';

const product = filesIn('functions', 'shared');
const local = filesIn('local');

const isPackage = (imported: string) => !isFile(imported) && !imported.startsWith('node:');

/** `path -> import` of each import that breaks a rule. */
const breaches = (paths: readonly string[], isBreach: (imported: string, path: string) => boolean) =>
  paths.flatMap((path) =>
    importsOf(path)
      .filter((imported) => isBreach(imported, path))
      .map((imported) => `${path} -> ${imported}`),
  );

test('every import line is read', () => {
  for (const path of [...product, ...local]) {
    const lines = read(path).match(/^import\b/gm) ?? [];
    assert.ok(importsOf(path).length >= lines.length, path);
    for (const imported of importsOf(path).filter(isFile)) assert.doesNotThrow(() => read(imported), path);
  }
  assert.ok(product.length > 50);
});

const homes: readonly (readonly [string, RegExp, RegExp])[] = [
  ['@azure/functions only in functions/', /^@azure\/functions/, /^functions\//],
  [
    'other @azure packages only in shared/azure/ and shared/identity/',
    /^@azure\/(?!functions)/,
    /^shared\/(?:azure|identity)\//,
  ],
  ['nodemailer only in shared/smtp/', /^nodemailer/, /^shared\/smtp\//],
  ['OpenTelemetry only in shared/telemetry/otlp/', /^@opentelemetry/, /^shared\/telemetry\/otlp\//],
];

for (const [name, packages, home] of homes) {
  test(name, () => {
    const ofThese = breaches(product, (imported) => packages.test(imported));
    assert.notEqual(ofThese.length, 0);
    assert.deepEqual(
      ofThese.filter((found) => !home.test(found)),
      [],
    );
  });
}

test('OpenTelemetry is loaded by one import at run time, and by no other', () => {
  const isInside = (path: string) => path.startsWith('shared/telemetry/otlp/');
  const others = product.filter((path) => !isInside(path) && importsOf(path).some(isInside));
  assert.deepEqual(others, ['shared/telemetry/open-tracing.ts']);
  assert.doesNotMatch(read(others[0] ?? ''), /^import (?!type)[^;]*otlp/m);
});

test('the environment is read in shared/settings.ts only', () => {
  const readers = product.filter((path) => /\bprocess\s*[.[]\s*'?env\b|'(?:node:)?process'/.test(read(path)));
  assert.deepEqual(readers, ['shared/settings.ts']);
});

test('what is deployed imports nothing of the stand-ins, scripts and tests', () => {
  assert.deepEqual(
    breaches(product, (imported) => isFile(imported) && !/^(?:functions|shared)\//.test(imported)),
    [],
  );
});

test('what is deployed imports dependencies only, none of development', () => {
  const { dependencies } = JSON.parse(read('package.json'));
  const packageOf = (imported: string) => /^(?:@[^/]+\/)?[^/]+/.exec(imported)?.[0] ?? '';
  assert.deepEqual(
    breaches(product, (imported) => isPackage(imported) && !(packageOf(imported) in dependencies)),
    [],
  );
});

test('every file of the product has its floor', () => {
  assert.deepEqual(
    product.filter((path) => floorOf(path) < 0),
    [],
  );
});

test('no import goes up', () => {
  assert.deepEqual(
    breaches(product, (imported, path) => isFile(imported) && floorOf(imported) < floorOf(path)),
    [],
  );
});

/** A way from a node back to itself; undefined where there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string | undefined {
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): string | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node].join(' -> ');
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...way, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
  return undefined;
}

test('a cycle is found', () => {
  const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
  assert.equal(findCycle(graph({ a: ['b', 'd'], b: ['c'], c: ['b'], d: [] })), 'b -> c -> b');
  assert.equal(findCycle(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })), undefined);
});

test('no file imports itself in a circle, by types neither', () => {
  const graph = new Map([...product, ...local].map((path) => [path, importsOf(path).filter(isFile)]));
  assert.equal(findCycle(graph), undefined);
});

test('no two rooms of shared/ import each other', () => {
  const graph = new Map([...roomGraph()].map(([room, others]) => [room, [...others]]));
  assert.equal(findCycle(graph), undefined);
});

test('no file of functions/, shared/ and local/ is longer than 300 lines', () => {
  assert.deepEqual(
    [...product, ...local].filter((path) => read(path).trimEnd().split('\n').length > 300),
    [],
  );
});

/** The HTTP functions of a source that leave their `authLevel` to the default, which is open to everybody. */
function openByDefault(source: string): string[] {
  const [, alias] =
    /import\s*\{[^}]*\bapp\b(?:\s+as\s+(\w+))?[^}]*\}\s*from\s+'@azure\/functions'/.exec(source) ?? [];
  const calls = source.split(new RegExp(`\\b${alias ?? 'app'}\\.`)).slice(1);
  return calls.filter(
    (call) =>
      /^(?:http|get|post|put|patch|deleteRequest)\(/.test(call) &&
      !/\bauthLevel:\s*'(?:anonymous|function|admin)'|\.\.\.guarded\(/.test(call),
  );
}

test('an HTTP function without authLevel is found', () => {
  const source = (options: string) =>
    `import { app as host } from '@azure/functions';\n` +
    `host.http('cancel', { ${options}route: 'messages', handler: async () => ({ status: 204 }) });\n` +
    `host.storageQueue('x', { queueName: 'y', handler });`;
  assert.equal(openByDefault(source('')).length, 1);
  assert.equal(openByDefault(source(`authLevel: 'function', `)).length, 0);
  assert.equal(openByDefault(source('...guarded(auth, act), ')).length, 0);
  assert.equal(openByDefault(`${source('')}\n${source(`authLevel: 'admin', `)}`).length, 1);
});

test('every HTTP function says who may call it', () => {
  assert.deepEqual(
    filesIn('functions').flatMap((path) => openByDefault(read(path))),
    [],
  );
});
