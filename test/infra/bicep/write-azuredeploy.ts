// `npm run azuredeploy`: writes `infra/azuredeploy.json`, which the button "Deploy to Azure" takes, with the pinned compiler.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startCompiler } from './compiler.ts';
import { findBicep } from './find-bicep.ts';

const infra = path.resolve(import.meta.dirname, '../../../infra');
const found = await findBicep();
if (!found.ok) throw new Error(found.why);
const compiler = await startCompiler(found.file);
const { contents, diagnostics } = await compiler.compile(path.join(infra, 'main.bicep'));
await compiler.stop();
for (const { source, code, message } of diagnostics)
  console.error(`${path.basename(source)} ${code} ${message}`);
if (diagnostics.length > 0 || contents === undefined) process.exitCode = 1;
else await writeFile(path.join(infra, 'azuredeploy.json'), `${contents}\n`);
