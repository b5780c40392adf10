import {
  type FunctionCallback,
  type FunctionMetadata,
  type HookCallback,
  type HookName,
  hookNames,
  type LogLevel,
  type ProgrammingModel,
} from './functions-core-contract.ts';
import { log as print } from './log.ts';

// This module is what the app gets for `require('@azure/functions-core')`. Names and error texts are the worker's.

export interface RegisteredFunction {
  metadata: FunctionMetadata;
  callback: FunctionCallback;
}

const functions = new Map<string, RegisteredFunction>();
const hooks = new Map<HookName, HookCallback[]>(hookNames.map((name) => [name, []]));
let model: ProgrammingModel | undefined;
let startup = true;

export const version = '3.13.0';
export const hostVersion = '4.1048.0';

/** Undoes a registration. */
export class Disposable {
  #undo: (() => unknown) | undefined;
  constructor(undo: () => unknown) {
    this.#undo = undo;
  }
  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => parts.forEach((part) => void part.dispose()));
  }
  dispose(): void {
    this.#undo?.();
    this.#undo = undefined;
  }
}

const systemError = (error: Error) => Object.assign(error, { isAzureFunctionsSystemError: true });

export function registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  if (!startup) throw systemError(new Error('A function can only be registered during app startup.'));
  if (functions.has(metadata.name)) {
    throw systemError(new Error(`A function with name "${metadata.name}" has already been registered.`));
  }
  functions.set(metadata.name, { metadata, callback });
  return new Disposable(() => functions.delete(metadata.name));
}

export function registerHook(name: string, callback: HookCallback): Disposable {
  const registered = hooks.get(name as HookName);
  if (!registered) throw systemError(new RangeError(`Unrecognized hook "${name}"`));
  registered.push(callback);
  return new Disposable(() => registered.splice(registered.indexOf(callback), 1));
}

export function setProgrammingModel(next: ProgrammingModel): void {
  model = next;
}

export function getProgrammingModel(): ProgrammingModel | undefined {
  return model;
}

export function log(level: LogLevel, _category: string, message: string): void {
  print(level, 'worker', message);
}

/** For the host: ends registration and gives what was registered. */
export function endStartup(): RegisteredFunction[] {
  startup = false;
  return [...functions.values()];
}

/** For the host: runs the hooks of that name in the order of registration. The first that throws ends the round. */
export async function runHooks(name: HookName, context: object): Promise<void> {
  for (const hook of hooks.get(name) ?? []) await hook(context);
}

/** For the host: prints a line of a function after the log hooks, which may rewrite it, have seen it. */
export function logFromFunction(
  source: string,
  line: {
    level: LogLevel;
    category: 'user' | 'system';
    message: string;
    invocationContext: object | undefined;
  },
): void {
  for (const hook of hooks.get('log') ?? []) hook(line);
  print(line.level, source, line.message);
}
