// `npm run bicep`: brings the Bicep compiler that tests and `npm run bench -- infra` run, and says which it is.
import { findBicep } from './find-bicep.ts';

const found = await findBicep();
if (found.ok) console.log(`Bicep: ${found.file}`);
else {
  console.error(found.why);
  process.exitCode = 1;
}
