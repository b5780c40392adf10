import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Compiler, Diagnostic } from './bicep/compiler.ts';
import { type Scenario, where } from './scenarios.ts';

const infra = path.resolve(import.meta.dirname, '../../infra');

/** A resource as it would be deployed. What only Azure knows stands in it as an expression in brackets. */
export interface Resource {
  id: string;
  type: string;
  name: string;
  apiVersion: string;
  location?: string;
  kind?: string;
  tags?: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: its shape is the resource type's, and checks look into all of them
  [property: string]: any;
}

/** What a scenario would deploy. */
export interface Evaluated {
  text: string;
  resources: readonly Resource[];
  outputs: Readonly<Record<string, unknown>>;
  diagnostics: readonly unknown[];
}

/** A template in a folder of its own. */
export interface Template {
  folder: string;
  compile(): Promise<{ contents?: string; diagnostics: readonly Diagnostic[] }>;
  evaluate(scenario: Scenario): Promise<Evaluated>;
  remove(): Promise<void>;
}

/** Copies `infra/`, since a parameter file has to lie beside its template, and since a fault is planted in the copy. */
export async function openTemplate(compiler: Compiler): Promise<Template> {
  const folder = await mkdtemp(path.join(tmpdir(), 'infra-'));
  const files = await readdir(infra, { recursive: true });
  for (const file of files.filter((one) => /\.bicep(?:param)?$|(?:bicepconfig|workbook)\.json$/.test(one))) {
    await cp(path.join(infra, file), path.join(folder, file));
  }
  return {
    folder,
    compile: () => compiler.compile(path.join(folder, 'main.bicep')),
    async evaluate({ name, parameters }) {
      const own = path.join(folder, `${name.replace(/\W+/g, '-')}.bicepparam`);
      if (parameters !== undefined) await writeFile(own, parameters);
      const file = parameters === undefined ? path.join(folder, 'main.bicepparam') : own;
      const text = await compiler.snapshot(file, where);
      const { predictedResources, outputs, diagnostics } = JSON.parse(text);
      return { text, resources: predictedResources, outputs, diagnostics };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The text of a file of `infra/`. */
export const readInfra = (file: string): Promise<string> => readFile(path.join(infra, file), 'utf8');

/** The resources of a type. */
export const ofType = ({ resources }: Evaluated, type: string): readonly Resource[] =>
  resources.filter((resource) => resource.type === type);
