import type { BundledPackage } from './bundled-packages.ts';

/** What is read of a CycloneDX 1.5 document of `npm sbom`; all else is passed on. */
export interface Sbom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { 'bom-ref': string; name: string } };
  components: { 'bom-ref': string; name: string; version: string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * The part of an SBOM that is in the bundle. `npm sbom --omit dev` (npm 11) cannot be asked for it: that leaves out zod,
 * @azure/identity and every other package that a development dependency needs too. Serial number and time go, so that the
 * same package has the same SBOM; both are optional in CycloneDX.
 */
export function bundledSbom(all: Sbom, packages: readonly BundledPackage[], name: string): Sbom {
  const bundled = new Set(packages.map((one) => `${one.name}@${one.version}`));
  const components = all.components.filter((one) => bundled.has(`${one.name}@${one.version}`));
  const kept = new Set(components.map((one) => one['bom-ref']));
  const { serialNumber: _serial, ...rest } = all;
  const { timestamp: _time, ...metadata } = all.metadata;
  // npm names the component after the folder that the repository happens to lie in.
  return {
    ...rest,
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => kept.has(ref) || ref === metadata.component['bom-ref'])
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((to) => kept.has(to)) })),
  };
}
