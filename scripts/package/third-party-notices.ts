import type { BundledPackage } from './bundled-packages.ts';

const LINE = '-'.repeat(80);

/** The text that goes with the bundles: whose code is in them, and under which licence. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const parts = packages.map(({ name, version, license, homepage, texts }) => {
    const head = [`${name} ${version}`, `License: ${license}`, homepage].filter(Boolean).join('\n');
    const said = texts.length > 0 ? texts : ['The package comes without a licence text.'];
    return [head, ...said.map((text) => text.replaceAll('\r\n', '\n').trim())].join('\n\n');
  });
  return `${['index.cjs and tracing.cjs contain code of these packages.', ...parts].join(`\n\n${LINE}\n\n`)}\n`;
}
