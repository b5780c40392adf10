// `npm test [-- pattern …]`: builds what is deployed, then runs the unit tests and the stack tests against it.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { buildPackage } from '../scripts/build.ts';
import { processesFor } from './processes.ts';
import { brief } from './support/brief-reporter.ts';
import { bundleHost } from './support/bundle-host.ts';

const root = path.resolve(import.meta.dirname, '..');
const asked = process.argv.slice(2);
// Browsers first: they take long, and two processes each.
const files =
  asked.length > 0
    ? globSync(asked, { cwd: root }).map((file) => path.join(root, file))
    : ['browser', 'infra', 'unit', 'stack'].flatMap((kind) => processesFor(path.join(root, 'test', kind)));
if (files.length === 0) {
  console.error(`No test file matches ${asked.join(' ')}`);
  process.exit(1);
}

// Compiled code is kept between the processes of the tests: a tenth less to compute.
process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/tests');
await buildPackage(path.join(root, 'dist'));
process.env.SENDASAPP_DEV_HOST = await bundleHost(root, path.join(root, '.local/host'));
// Stack tests mostly wait for each other's protocols, so one more at a time than there are cores pays.
const results = run({ files, concurrency: availableParallelism() + 1 });
results.on('test:fail', () => {
  process.exitCode = 1;
});
// People see each test; a build log sees the files, the failures and the closing count.
results.compose(process.env.CI ? brief : new spec()).pipe(process.stdout);
