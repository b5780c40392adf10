// `npm run powershell`: brings the PowerShell that tests and `npm run bench -- faults` run, and says which it is.
import { findPowerShell } from './find-powershell.ts';

const found = await findPowerShell();
if (found.ok) console.log(`PowerShell: ${found.file}`);
else {
  console.error(found.why);
  process.exitCode = 1;
}
