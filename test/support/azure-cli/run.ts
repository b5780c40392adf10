import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, readArguments } from './command.ts';
import { account } from './commands/account.ts';
import { alerting } from './commands/alerting.ts';
import { application } from './commands/application.ts';
import { certificate } from './commands/certificate.ts';
import { credential } from './commands/credential.ts';
import { federatedCredential } from './commands/federated-credential.ts';
import { functionApp } from './commands/function-app.ts';
import { keyVault } from './commands/key-vault.ts';
import { rest } from './commands/rest.ts';
import { role } from './commands/role.ts';
import { servicePrincipal } from './commands/service-principal.ts';
import { storage } from './commands/storage.ts';
import { AzFailure } from './failure.ts';
import { print } from './print.ts';
import type { AzureWorld } from './world.ts';

const commands: Readonly<Record<string, Command>> = {
  ...account,
  ...application,
  ...credential,
  ...federatedCredential,
  ...servicePrincipal,
  ...rest,
  ...keyVault,
  ...certificate,
  ...role,
  ...functionApp,
  ...storage,
  ...alerting,
};

/** How a command of az ended. */
export interface Ended {
  code: number;
  out: string;
  err: string;
}

const withoutLogin = ['login', 'keyvault certificate get-default-policy'];

/** Runs one command line of az, without its first word. */
export async function runAz(typed: readonly string[], world: AzureWorld): Promise<Ended> {
  try {
    const words = typed.slice(0, firstOption(typed));
    const name = words.join(' ');
    const command = commands[name];
    if (!command) throw new AzFailure(2, unknownWord(words));
    const args = typed.slice(words.length).map((arg) => contentOf(arg, world.cwd));
    const given = readArguments(args, command.options);
    if (!world.isSignedIn && !withoutLogin.includes(name)) {
      throw new AzFailure(1, "Please run 'az login' to setup account.");
    }
    const line = typed.join(' ');
    const [, refusal] = Object.entries(world.refuses).find(([beginning]) => line.startsWith(beginning)) ?? [];
    if (refusal) throw new AzFailure(1, refusal);
    const result = await command.run(given, world);
    return { code: 0, out: print(result, given.one('query'), given.one('output') ?? 'json'), err: '' };
  } catch (error) {
    if (!(error instanceof AzFailure)) throw error;
    return { code: error.code, out: '', err: `ERROR: ${error.message}\n` };
  }
}

function firstOption(typed: readonly string[]): number {
  const at = typed.findIndex((arg) => arg.startsWith('-'));
  return at < 0 ? typed.length : at;
}

function unknownWord(words: readonly string[]): string {
  const at = words.findIndex((_, index) => {
    const beginning = words.slice(0, index + 1).join(' ');
    return !Object.keys(commands).some((name) => name === beginning || name.startsWith(`${beginning} `));
  });
  return at < 0
    ? 'the following arguments are required: _subcommand'
    : `'${words[at]}' is misspelled or not recognized by the system.`;
}

/** `@file` stands for what is in the file: text without its byte order mark, or base64 of what is no text. */
function contentOf(arg: string, cwd: string): string {
  const file = path.resolve(cwd, arg.slice(1));
  if (!arg.startsWith('@') || !existsSync(file)) return arg;
  const bytes = readFileSync(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('base64');
  }
}
