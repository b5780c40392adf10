// A thread with an environment of its own, as `runDialogue` starts it: says the dialogue of these settings, redacted.
import { parentPort, workerData } from 'node:worker_threads';
import { failed, ok } from '../../shared/failures/result.ts';
import { readSettings } from '../../shared/settings.ts';
import { trustOwnAuthority } from '../own-authority.ts';
import { converse } from './converse.ts';

await trustOwnAuthority(process.env.NODE_EXTRA_CA_CERTS);
const settings = readSettings();
parentPort?.postMessage(
  settings.ok
    ? ok(await converse(settings.value, workerData))
    : failed(settings.error.map(({ name, says }) => `${name} ${says}`).join('; ')),
);
