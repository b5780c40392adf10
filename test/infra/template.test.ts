import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Compiler, startCompiler } from './bicep/compiler.ts';
import { findBicep, reasonToSkip } from './bicep/find-bicep.ts';
import { checks } from './checks/all.ts';
import { azdEnvironment, scenarios } from './scenarios.ts';
import { type Evaluated, openTemplate, readInfra, type Template } from './template.ts';

const infra = path.resolve(import.meta.dirname, '../../infra');
const found = await findBicep();

describe('the template', { skip: reasonToSkip(found) }, () => {
  let compiler: Compiler;
  let template: Template;
  let compiled: Awaited<ReturnType<Template['compile']>>;
  const evaluated = new Map<string, Evaluated>();

  before(async () => {
    assert.ok(found.ok);
    compiler = await startCompiler(found.file, azdEnvironment);
    template = await openTemplate(compiler);
    compiled = await template.compile();
    for (const scenario of scenarios) evaluated.set(scenario.name, await template.evaluate(scenario));
  });

  after(async () => {
    await template.remove();
    await compiler.stop();
  });

  test('neither the compiler nor any rule of its linter has anything to say', () => {
    assert.deepEqual(compiled.diagnostics, []);
  });

  test('azuredeploy.json is what the compiler makes of it (else: npm run azuredeploy)', async () => {
    assert.equal(await readInfra('azuredeploy.json'), `${compiled.contents}\n`);
  });

  for (const file of globSync('**/*.{bicep,bicepparam}', { cwd: infra })) {
    test(`${file} is formatted`, async () => {
      assert.equal(await readInfra(file), await compiler.format(path.join(infra, file)));
    });
  }

  for (const scenario of scenarios) {
    for (const { says, problems } of checks) {
      test(`${scenario.name}: ${says}`, () => {
        const found = evaluated.get(scenario.name);
        assert.ok(found);
        assert.deepEqual(problems(found, scenario), []);
        assert.deepEqual(found.diagnostics, []);
      });
    }
  }

  test('nothing depends on time or chance: a second evaluation is the same', async () => {
    for (const scenario of scenarios.slice(0, 2)) {
      assert.equal((await template.evaluate(scenario)).text, evaluated.get(scenario.name)?.text);
    }
    assert.doesNotMatch(compiled.contents ?? '', /\b(?:utcNow|newGuid)\(/);
  });

  test('the app comes after its roles, its queues and its vault', () => {
    const { mail } = JSON.parse(compiled.contents ?? '{}').resources;
    const { dependsOn } = mail.properties.template.resources.app;
    for (const earlier of ['identity', 'monitoring', 'storage', 'storageEndpoints', 'vault']) {
      assert.ok(dependsOn.includes(earlier), `${earlier} is not in ${dependsOn}`);
    }
  });
});
