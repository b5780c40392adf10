// `npm run setup`: writes the scripts with which administrators set up Entra and Exchange Online.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { styleText } from 'node:util';
import { failed, ok, type Result } from '../shared/failures/result.ts';
import type { Environment } from '../shared/settings/storage-connection.ts';
import { readSettings, readSetupSettings } from '../shared/settings.ts';
import { knownIds } from '../shared/setup/known-ids.ts';
import { planFrom, type SetupPlan } from '../shared/setup/plan.ts';
import { setupScripts } from '../shared/setup/scripts.ts';
import { chooseEnvironment } from './administration.ts';
import { trustOwnAuthority } from './own-authority.ts';
import { readFlags } from './read-flags.ts';

const usage = `usage: npm run setup [-- options]     writes the scripts that set up Entra and Exchange Online
  --out <folder>      where to; .local/setup if not given
  --show <script>     prints this one instead: setup-entra.ps1, setup-exchange.ps1, check.ps1, undo.ps1, …
  --name <name>       what the application is called; SendAsApp if not given
  --object-id <id>    of the enterprise application; else it is taken from a token, where there is one
  --settings <file>   settings as in local.settings.json; else those of the environment, else of npm start
Only MAIL_MAILBOXES has to be there. MAIL_CLIENT_ID is what setup-entra.ps1 finds out.`;

const { values: flags } = readFlags(
  {
    options: {
      out: { type: 'string' },
      show: { type: 'string' },
      name: { type: 'string' },
      'object-id': { type: 'string' },
      settings: { type: 'string' },
      help: { type: 'boolean' },
    },
  },
  usage,
);

const howToName = `No mailboxes are named. Do one of these:
  MAIL_MAILBOXES=billing@contoso.com npm run setup     the rest may come later
  npm run setup -- --settings local.settings.json      a file with it in "Values"
  npm start                                            in another terminal: the scripts are for the stack on this desk`;

/** The environment, also where it names no storage yet: set-up comes first. */
async function environmentOf(): Promise<Result<Environment, string>> {
  if (flags.settings === undefined && process.env.MAIL_MAILBOXES) return ok(process.env);
  const chosen = await chooseEnvironment(flags.settings);
  if (chosen.ok) return ok(chosen.value.environment);
  return flags.settings === undefined ? failed(howToName) : chosen;
}

async function makePlan(): Promise<Result<SetupPlan, string>> {
  const environment = await environmentOf();
  if (!environment.ok) return environment;
  const settings = readSetupSettings(environment.value);
  if (!settings.ok) return failed(settings.error.map(({ name, says }) => `${name} ${says}`).join('\n'));
  const objectId = flags['object-id'];
  if (objectId !== undefined && !/^[0-9a-f-]{36}$/i.test(objectId)) return failed('--object-id is no GUID.');
  return ok(
    planFrom(settings.value, {
      ...(objectId === undefined ? await idsFrom(environment.value) : { objectId: objectId.toLowerCase() }),
      ...(flags.name && { application: flags.name }),
    }),
  );
}

async function idsFrom(environment: Environment) {
  const settings = readSettings(environment);
  if (!settings.ok) return {};
  // The Azure SDKs read the environment too, such as the address of the managed identity.
  Object.assign(process.env, environment);
  await trustOwnAuthority(process.env.NODE_EXTRA_CA_CERTS);
  return knownIds(settings.value);
}

async function main(): Promise<Result<readonly string[], string>> {
  const plan = await makePlan();
  if (!plan.ok) return plan;
  const scripts = setupScripts(plan.value);
  if (flags.show) {
    const script = scripts.find(({ name }) => name === flags.show);
    return script
      ? ok([script.text.trimEnd()])
      : failed(`There is no ${flags.show}; there are ${scripts.map(({ name }) => name).join(', ')}.`);
  }
  const folder = path.resolve(flags.out ?? path.join(import.meta.dirname, '..', '.local', 'setup'));
  await mkdir(folder, { recursive: true });
  for (const { name, text } of scripts) await writeFile(path.join(folder, name), text);
  const { objectId } = plan.value;
  return ok([
    `Written to ${folder}:`,
    ...scripts.map(({ name, purpose }) => `  ${styleText('bold', name.padEnd(21))} ${purpose}`),
    '',
    objectId
      ? `Object id ${objectId} stands in them.`
      : 'The object id is not known yet: setup-entra.ps1 prints it.',
    'Run the ones that set up or undo with -WhatIf first: they say what they would change, and change nothing.',
  ]);
}

if (flags.help) console.error(usage);
else {
  const result = await main();
  if (result.ok) for (const line of result.value) console.log(line);
  else console.error(styleText('red', result.error, { stream: process.stderr }));
  process.exitCode = result.ok ? 0 : 1;
}
