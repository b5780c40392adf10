import { availableParallelism } from 'node:os';
import type { Settings } from './settings.ts';
import { parseTimeSpan } from './time-span.ts';

export interface QueueOptions {
  batchSize: number;
  /** The next poll waits until no more than this many messages are in work. */
  newBatchThreshold: number;
  maxDequeueCount: number;
  maxPollingMilliseconds: number;
  /** How long a failed message stays invisible. */
  visibilitySeconds: number;
  messageEncoding: 'base64' | 'none';
}

/**
 * `extensions.queues` of host.json with the host's defaults.
 * @throws on a value out of range, where the real host does not start either.
 */
export function queueOptions(section: Record<string, unknown>, settings: Settings): QueueOptions {
  const invalid = (key: string, value: unknown) =>
    new Error(`Invalid value '${value}' for host.json extensions.queues.${key}.`);

  const whole = (key: string, fallback: number, least: number, most = 2 ** 31 - 1) => {
    const value = section[key.toLowerCase()] ?? fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most) throw invalid(key, value);
    return number;
  };
  const span = (key: string, fallback: string, least: number) => {
    const value = section[key.toLowerCase()] ?? fallback;
    const milliseconds = parseTimeSpan(String(value));
    if (milliseconds === undefined || milliseconds < least) throw invalid(key, value);
    return milliseconds;
  };

  const batchSize = whole('batchSize', 16, 1, 32);
  const processors = settings.get('WEBSITE_SKU') === 'Dynamic' ? 1 : availableParallelism();
  const encoding = String(section.messageencoding ?? 'base64').toLowerCase();
  if (encoding !== 'base64' && encoding !== 'none') throw invalid('messageEncoding', encoding);
  const polling = span('maxPollingInterval', '00:01:00', 100);
  const development = settings.get('AZURE_FUNCTIONS_ENVIRONMENT')?.toLowerCase() === 'development';
  return {
    batchSize,
    newBatchThreshold: whole('newBatchThreshold', Math.floor(batchSize / 2) * processors, 0),
    maxDequeueCount: whole('maxDequeueCount', 5, 1),
    // On a developer's machine exactly one minute, written or not, counts as two seconds.
    maxPollingMilliseconds: development && polling === 60_000 ? 2000 : polling,
    visibilitySeconds: Math.floor(span('visibilityTimeout', '00:00:00', 0) / 1000),
    messageEncoding: encoding,
  };
}
