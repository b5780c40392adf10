import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type Ran, reasonToSkip, runProgram } from '../../support/run-program.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');

/** The compiler of the newest .NET SDK. */
async function compilerOfDotnet(): Promise<string> {
  const { out } = await runProgram('dotnet', ['--list-sdks']);
  const [, version = '', folder = ''] = /^(\S+) \[(.+)\]$/.exec(out.trim().split('\n').at(-1) ?? '') ?? [];
  return path.join(folder, version, 'Roslyn/bincore/csc.dll');
}

/** How each language's own parser reads files; types of libraries are not there. */
const parsers: Record<string, { program: string; parse(files: readonly string[]): Promise<Ran> }> = {
  py: {
    program: 'python3',
    parse: (files) =>
      runProgram('python3', [
        '-c',
        'import ast, sys; [ast.parse(open(one).read()) for one in sys.argv[1:]]',
        ...files,
      ]),
  },
  java: {
    program: 'javac',
    parse: (files) =>
      runProgram('java', [path.resolve(import.meta.dirname, '../../support/ParseJava.java'), ...files]),
  },
  cs: {
    program: 'dotnet',
    async parse(files) {
      const options = ['-noconfig', '-features:FileBasedProgram', '-target:library', `-out:${devNull}`];
      const { out } = await runProgram('dotnet', [await compilerOfDotnet(), ...options, ...files]);
      // What begins with 1 is said of the text; anything else of types, of which it has none here.
      return { code: /error CS1\d{3}:/.test(out) ? 1 : 0, out, err: out };
    },
  },
};

for (const [ending, { program, parse }] of Object.entries(parsers)) {
  const skip = await reasonToSkip(program, ending === 'cs' ? undefined : 'whereThere');
  test(`examples in ${ending}: each can be parsed, and half of one cannot`, { skip }, async () => {
    const files = globSync(`*/*.${ending}`, { cwd: examples }).map((file) => path.join(examples, file));
    const [first] = files;
    assert.ok(first && files.length === 2);
    const { code, err } = await parse(files);
    assert.equal(code, 0, err);
    const folder = await mkdtemp(path.join(tmpdir(), 'parsed-'));
    try {
      const text = await readFile(first, 'utf8');
      const half = path.join(folder, path.basename(first));
      await writeFile(half, text.slice(0, text.lastIndexOf('(') + 1));
      assert.notEqual((await parse([half])).code, 0);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
