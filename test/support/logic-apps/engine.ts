import { setTimeout as sleep } from 'node:timers/promises';
import { asText, expand, type Functions } from './expression.ts';

/** An action of a workflow definition. */
export interface Action {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: each type has its own.
  inputs: any;
  runAfter: Readonly<Record<string, readonly string[]>>;
}

/** How one action ended. */
export interface Ended {
  status: 'Succeeded' | 'Failed' | 'Skipped';
  outputs: { statusCode?: number; body?: unknown };
}

/** What the engine plays is given: the trigger's body, and what connectors and HTTP do. */
export interface Engine {
  runName: string;
  triggerBody: unknown;
  parameters?: Readonly<Record<string, unknown>>;
  /** Does what an action of a type does with its inputs, expressions replaced. */
  act: Readonly<Record<string, (inputs: Action['inputs']) => Promise<Ended['outputs']>>>;
}

/**
 * Runs the actions of a workflow as the engine of Logic Apps does: one after the others that it names in `runAfter`, if
 * these ended as it says.
 */
export async function runWorkflow(
  actions: Readonly<Record<string, Action>>,
  { runName, triggerBody, parameters = {}, act }: Engine,
): Promise<Record<string, Ended>> {
  const ended: Record<string, Ended> = {};
  const functions: Functions = {
    workflow: () => ({ run: { name: runName } }),
    triggerBody: () => triggerBody,
    parameters: (name) => parameters[String(name)],
    outputs: (name) => ended[String(name)]?.outputs.body,
    body: (name) => ended[String(name)]?.outputs.body,
    string: asText,
    json: (text) => JSON.parse(asText(text)),
    base64: (text) => Buffer.from(asText(text)).toString('base64'),
    encodeURIComponent: (text) => encodeURIComponent(asText(text)),
  };
  const waiting = new Map(Object.entries(actions));
  while (waiting.size > 0) {
    const next = [...waiting].find(([, { runAfter }]) => Object.keys(runAfter).every((name) => ended[name]));
    if (!next) throw new Error(`Nothing comes before ${[...waiting.keys()].join(', ')}`);
    const [name, { type, inputs, runAfter }] = next;
    waiting.delete(name);
    const isMeant = Object.entries(runAfter).every(([before, wanted]) =>
      wanted.includes(ended[before]?.status ?? ''),
    );
    ended[name] = isMeant ? await run(type, expand(inputs, functions)) : { status: 'Skipped', outputs: {} };
  }
  return ended;

  async function run(type: string, inputs: unknown): Promise<Ended> {
    if (type === 'Compose') return { status: 'Succeeded', outputs: { body: inputs } };
    const acted = act[type];
    if (!acted) throw new Error(`Actions of type ${type} are not played here`);
    const outputs = await acted(inputs);
    const isGood = outputs.statusCode === undefined || outputs.statusCode < 400;
    return { status: isGood ? 'Succeeded' : 'Failed', outputs };
  }
}

/**
 * An HTTP action with the asynchronous pattern, which is on where `operationOptions` does not turn it off: after 202 it
 * asks `Location` again and again, `Retry-After` seconds later (20 without one), until it is not 202 any more
 * (learn.microsoft.com/azure/logic-apps/logic-apps-create-api-app, "Perform long-running tasks with the polling action pattern").
 */
export async function callAndFollow(url: string, init: RequestInit): Promise<Required<Ended['outputs']>> {
  let answer = await fetch(url, init);
  while (answer.status === 202) {
    const location = answer.headers.get('location');
    if (!location) throw new Error('202 without Location');
    await sleep(Number(answer.headers.get('retry-after') ?? 20) * 1000);
    answer = await fetch(location);
  }
  const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
  return { statusCode: answer.status, body: isJson ? await answer.json() : await answer.text() };
}
