// A child of the tests beside it: gets a token as the app does by its settings, and writes its claims to standard output.
import { decodeJwt } from 'jose';
import { mailIdentity } from '../../../shared/identity/mail-identity.ts';
import { readSettings } from '../../../shared/settings.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';

const settings = readSettings();
if (!settings.ok) throw new Error(JSON.stringify(settings.error));
const token = await mailIdentity(settings.value)(startStopwatch());
if (!token.ok) throw new Error(JSON.stringify(token.error));
process.stdout.write(JSON.stringify(decodeJwt(token.value)));
