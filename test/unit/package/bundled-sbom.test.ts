import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledSbom } from '../../../scripts/package/bundled-sbom.ts';

const component = (name: string, version: string) => ({ 'bom-ref': `${name}@${version}`, name, version });
const all = {
  bomFormat: 'CycloneDX',
  serialNumber: 'urn:uuid:1',
  metadata: { timestamp: '2026-11-25T00:00:00Z', tools: [], component: component('folder', '1.0.0') },
  components: [component('zod', '4.0.0'), component('zod', '3.0.0'), component('knip', '6.0.0')],
  dependencies: [
    { ref: 'folder@1.0.0', dependsOn: ['zod@4.0.0', 'knip@6.0.0'] },
    { ref: 'knip@6.0.0', dependsOn: ['zod@3.0.0'] },
    { ref: 'zod@4.0.0', dependsOn: [] },
  ],
};
const zod = { name: 'zod', version: '4.0.0', license: 'MIT', homepage: '', texts: [] };

test('an SBOM keeps what is bundled, and nothing that changes by itself', () => {
  assert.deepEqual(bundledSbom(all, [zod], 'sendasapp'), {
    bomFormat: 'CycloneDX',
    metadata: { tools: [], component: { 'bom-ref': 'folder@1.0.0', name: 'sendasapp', version: '1.0.0' } },
    components: [component('zod', '4.0.0')],
    dependencies: [
      { ref: 'folder@1.0.0', dependsOn: ['zod@4.0.0'] },
      { ref: 'zod@4.0.0', dependsOn: [] },
    ],
  });
});
