import type { RegisteredFunction } from './functions-core.ts';
import type { Binding } from './functions-core-contract.ts';
import { parseRoute } from './http-route.ts';
import type { HttpFunction } from './http-server.ts';
import { invoke } from './invoke.ts';
import { log } from './log.ts';
import { poisonQueueOf } from './poison-queue.ts';
import { type Listener, type QueueListener, startQueueListener } from './queue-listener.ts';
import { queueTriggerMetadata } from './queue-message.ts';
import type { QueueOptions } from './queue-options.ts';
import { parseSchedule } from './schedule.ts';
import { resolveNames, type Settings } from './settings.ts';
import { blobService, queueService } from './storage-connection.ts';
import { startTimerListener } from './timer-listener.ts';

/** A function as the host lists it. */
export interface FunctionInfo {
  name: string;
  type: string;
  authLevel?: string;
  route?: string;
}

/** What the host knows that a function needs. */
export interface HostParts {
  settings: Settings;
  queues: QueueOptions;
  routePrefix: string;
  hostId: string;
  times: { invisibleSeconds: number; renewalSeconds: number; lockRecoverySeconds: number };
  crash(error: unknown): void;
}

export interface IndexedApp {
  functions: FunctionInfo[];
  /** Functions that could not be indexed, each with the reason; the others work. */
  inError: { name: string; error: string }[];
  http: HttpFunction[];
  /** Starts the queue and timer functions. */
  start: (() => Listener)[];
}

/** Turns what the app registered into what this host can run. */
export function indexFunctions(registered: readonly RegisteredFunction[], host: HostParts): IndexedApp {
  const app: IndexedApp = { functions: [], inError: [], http: [], start: [] };
  const queueListeners = new Map<string, Set<QueueListener>>();
  const wake = (queueName: string) =>
    queueListeners.get(queueName)?.forEach((listener) => void listener.wake());

  const addHttp = (fn: RegisteredFunction, trigger: Binding): Partial<FunctionInfo> => {
    const route = [host.routePrefix, String(trigger.route ?? fn.metadata.name)].filter(Boolean).join('/');
    const authLevel = String(trigger.authLevel).toLowerCase();
    const methods = (trigger.methods as string[]).map((method) => method.toUpperCase());
    app.http.push({
      registered: fn,
      route: parseRoute(route),
      methods,
      anonymous: authLevel === 'anonymous',
    });
    return { authLevel, route: `/${route}` };
  };

  const addQueue = (fn: RegisteredFunction, trigger: Binding): Partial<FunctionInfo> => {
    const queueName = resolveNames(host.settings, String(trigger.queueName)).toLowerCase();
    if (!/^[a-z0-9](?:-?[a-z0-9]){2,62}$/.test(queueName))
      throw new Error(`'${queueName}' is no queue name.`);
    const service = queueService(host.settings, String(trigger.connection || 'Storage'));
    app.start.push(() => {
      const listener = startQueueListener({
        queue: service.getQueueClient(queueName),
        poison: poisonQueueOf(service, queueName, wake),
        options: host.queues,
        times: host.times,
        crash: host.crash,
        run: async (message, text) =>
          (await invoke(fn, { string: text }, queueTriggerMetadata(message, text))).ok,
      });
      queueListeners.set(queueName, (queueListeners.get(queueName) ?? new Set()).add(listener));
      return listener;
    });
    return {};
  };

  const addTimer = (fn: RegisteredFunction, trigger: Binding): Partial<FunctionInfo> => {
    const timeZone = host.settings.get('WEBSITE_TIME_ZONE') ?? 'UTC';
    const schedule = parseSchedule(resolveNames(host.settings, String(trigger.schedule)), timeZone);
    const container = blobService(host.settings, 'Storage').getContainerClient('azure-webjobs-hosts');
    app.start.push(() =>
      startTimerListener({
        path: `${host.hostId}/Host.Functions.${fn.metadata.name}`,
        container,
        schedule,
        runOnStartup: trigger.runOnStartup === true,
        useMonitor: trigger.useMonitor !== false,
        lockRecoverySeconds: host.times.lockRecoverySeconds,
        run: (json) => invoke(fn, { json }),
        crash: host.crash,
      }),
    );
    return {};
  };

  const add: Record<string, typeof addHttp> = {
    httptrigger: addHttp,
    queuetrigger: addQueue,
    timertrigger: addTimer,
  };

  for (const fn of registered) {
    const { name, bindings } = fn.metadata;
    try {
      const [trigger, ...others] = Object.values(bindings);
      const unknown = others.find((binding) => binding.type !== 'http');
      const addTrigger = trigger && !unknown && add[trigger.type.toLowerCase()];
      if (!addTrigger)
        throw new Error(`This host does not know bindings of type '${(unknown ?? trigger)?.type}'.`);
      const more = addTrigger(fn, trigger);
      app.functions.push({ name, type: trigger.type, ...more });
    } catch (problem) {
      const error = problem instanceof Error ? problem.message : String(problem);
      log('error', 'host', `The '${name}' function is in error: ${error}`);
      app.inError.push({ name, error });
    }
  }
  return app;
}
