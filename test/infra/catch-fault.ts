import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Compiler } from './bicep/compiler.ts';
import { checks } from './checks/all.ts';
import type { Plant } from './faults.ts';
import { scenarios } from './scenarios.ts';
import { openTemplate, type Template } from './template.ts';

/** By what a fault was found: its first words, and whether compiler or linter said them. */
export interface Caught {
  by: 'compiler' | 'check';
  says: string;
}

/**
 * Plants a fault in a copy of the template and looks whether anything is found, or looks at the copy as it is.
 * Undefined is the bad answer to the first, and the good one to the second.
 */
export async function catchFault(compiler: Compiler, plant?: Plant): Promise<Caught | undefined> {
  const template = await openTemplate(compiler);
  try {
    if (plant) await plantIn(template.folder, plant);
    return await firstProblem(template);
  } finally {
    await template.remove();
  }
}

async function plantIn(folder: string, { file, from, to }: Plant): Promise<void> {
  const place = path.join(folder, file);
  const source = await readFile(place, 'utf8');
  const changed = source.replace(from, () => to);
  if (changed === source) throw new Error(`${file} has nothing like ${from}`);
  await writeFile(place, changed);
}

async function firstProblem(template: Template): Promise<Caught | undefined> {
  const { diagnostics } = await template.compile();
  // BCP104 says of a template only that a module of it has errors.
  const diagnostic = diagnostics.find(({ code }) => code !== 'BCP104') ?? diagnostics[0];
  if (diagnostic) return { by: 'compiler', says: `${diagnostic.code}: ${diagnostic.message}` };
  for (const scenario of scenarios) {
    const evaluated = await template.evaluate(scenario);
    for (const { problems } of checks) {
      const [problem] = problems(evaluated, scenario);
      if (problem !== undefined) return { by: 'check', says: `${scenario.name}: ${problem}` };
    }
  }
  return undefined;
}
