import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { drawHouse, withDiagram } from '../../scripts/architecture/diagram.ts';
import { reduced } from '../../scripts/architecture/reduce.ts';
import { floors, roomGraph } from '../../scripts/architecture/rooms.ts';

const root = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

const graphOf = (edges: Record<string, string>) =>
  new Map(Object.entries(edges).map(([node, others]) => [node, new Set(others)]));

for (const [name, whole, left] of [
  ['a chain stays', { a: 'b', b: 'c' }, { a: 'b', b: 'c' }],
  ['a shortcut goes', { a: 'bc', b: 'c' }, { a: 'b', b: 'c' }],
  ['a long shortcut goes', { a: 'bd', b: 'c', c: 'd' }, { a: 'b', b: 'c', c: 'd' }],
  ['two ways that are no shortcuts stay', { a: 'bc', b: 'd', c: 'd' }, { a: 'bc', b: 'd', c: 'd' }],
] as const) {
  test(`the fewest arrows: ${name}`, () => {
    assert.deepEqual(reduced(graphOf(whole)), graphOf(left));
  });
}

test('a house of two floors', () => {
  const plan = [
    { name: 'up', rooms: ['a', 'b'] },
    { name: 'down', rooms: ['c'] },
  ];
  assert.equal(
    drawHouse(plan, graphOf({ a: 'bc', b: 'c' })),
    `flowchart TB
  subgraph floor0["up"]
    a
    b
  end
  subgraph floor1["down"]
    c
  end
  a --> b
  b --> c`,
  );
});

test('the diagram is up to date (else: node scripts/write-architecture.ts)', () => {
  const written = withDiagram(page, drawHouse(floors, roomGraph()));
  assert.ok(written.includes('functions --> app'));
  assert.equal(page, written);
});

test('every room has its line in the house', () => {
  const [, house = ''] = /^## The house\n\n```text\n([\s\S]*?)^```/m.exec(page) ?? [];
  const missing = floors
    .flatMap(({ rooms }) => [...rooms])
    .filter((room) => !new RegExp(`(?:^|\\s)${room}(?:/|\\.ts)[\\s:]`).test(house));
  assert.deepEqual(missing, []);
});

test('every file that the page names is there', () => {
  const named = page.match(/\b(?:functions|shared|local|test|scripts|infra)\/[\w./-]*\.(?:ts|mjs)\b/g) ?? [];
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((file) => !existsSync(path.join(root, file))),
    [],
  );
});
