// azd runs it after the resources are there: the certificate, which no template can make, then what remains for people.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { readSetupSettings } from '../../shared/settings.ts';
import { planFrom } from '../../shared/setup/plan.ts';
import { setupScripts } from '../../shared/setup/scripts.ts';
import { az } from './az.ts';
import { ensureCertificate } from './certificate.ts';
import { type Deployed, readDeployed } from './deployed.ts';
import { whatRemains } from './what-remains.ts';

async function makeCertificate({
  vault,
  certificate: name,
  certificateSource,
}: Deployed): Promise<Result<string, string>> {
  if (certificateSource === 'federated') return ok('No certificate: Entra is to trust the managed identity.');
  const wanted = { vault, name, isExportable: certificateSource === 'vault-secret' };
  const ensured = await ensureCertificate(az, wanted, (ms) => {
    console.log(`Not allowed to look into ${vault} yet: a role counts after some minutes.`);
    return setTimeout(ms);
  });
  if (!ensured.ok) return failed(`The certificate ${name} in ${vault} was not made. ${ensured.error}`);
  const says = {
    made: `The certificate ${name} was made in ${vault}: RSA, 12 months.`,
    kept: `The certificate ${name} is in ${vault} already, and was left as it is.`,
    closed: `${vault} is closed to this machine, so nobody looked for the certificate ${name}. If it is not there yet, run this from inside the network: docs/deploy.md#private.`,
  };
  return ok(says[ensured.value]);
}

async function writeScripts(deployed: Deployed): Promise<Result<string, string>> {
  const settings = readSetupSettings();
  if (!settings.ok) return failed(settings.error.map(({ name, says }) => `${name} ${says}`).join('\n'));
  // azd starts its hooks in the folder of azure.yaml.
  const folder = path.resolve('.local', 'setup');
  await mkdir(folder, { recursive: true });
  for (const { name, text } of setupScripts(planFrom(settings.value)))
    await writeFile(path.join(folder, name), text);
  return ok(whatRemains(deployed, folder).join('\n'));
}

function tell(result: Result<string, string>): void {
  if (result.ok) console.log(result.value);
  else {
    console.error(result.error);
    process.exitCode = 1;
  }
}

const deployed = readDeployed(process.env);
if (deployed.ok) {
  tell(await makeCertificate(deployed.value));
  tell(await writeScripts(deployed.value));
} else tell(deployed);
