import * as z from 'zod/mini';
import { failed, ok, type Result } from '../failures/result.ts';
import { type Problem, say, toProblems } from '../mail/problems.ts';
import { commonAlert, noticeOfAlert } from './common-alert.ts';
import { gridEvent, noticeOfEvent, validationCode } from './grid-event.ts';
import type { Notice } from './notice.ts';

/** What was posted: something to report, or the question whether we want Event Grid's events. */
export type Alerts = { kind: 'notices'; notices: readonly Notice[] } | { kind: 'validation'; code: string };

/** Each becomes a message of its own, and all of them before the answer; Event Grid sends one unless told otherwise. */
const MOST_EVENTS = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads an alert of Azure Monitor in the common alert schema, or one or more events of Event Grid, as JSON in UTF-8. */
export function readAlerts(body: Uint8Array): Result<Alerts, readonly Problem[]> {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch {
    return failed([{ path: '', says: 'is not JSON in UTF-8' }]);
  }
  return isAlert(value) ? readAlert(value) : readEvents(Array.isArray(value) ? value : [value]);
}

const isAlert = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'schemaId' in value;

function readAlert(value: unknown): Result<Alerts, readonly Problem[]> {
  const { schemaId } = value as { schemaId: unknown };
  if (schemaId !== 'azureMonitorCommonAlertSchema') {
    const says =
      'must be azureMonitorCommonAlertSchema: switch the common alert schema on in the action group';
    return failed([{ path: 'schemaId', says }]);
  }
  const parsed = z.safeParse(commonAlert, value, { error: say });
  if (!parsed.success) return failed(toProblems(parsed.error.issues));
  return ok({ kind: 'notices', notices: [noticeOfAlert(parsed.data)] });
}

function readEvents(values: readonly unknown[]): Result<Alerts, readonly Problem[]> {
  if (values.length > MOST_EVENTS) {
    const says = `has ${values.length} events; it may have ${MOST_EVENTS} (maxEventsPerBatch of the subscription)`;
    return failed([{ path: '', says }]);
  }
  const parsed = z.safeParse(z.array(gridEvent).check(z.minLength(1)), values);
  if (!parsed.success) {
    const says =
      'must be an alert of Azure Monitor in the common alert schema, or events of Event Grid (in its own schema or as CloudEvents 1.0)';
    return failed([{ path: '', says }]);
  }
  const code = parsed.data.map(validationCode).find((one) => one !== undefined);
  if (code !== undefined) return ok({ kind: 'validation', code });
  return ok({ kind: 'notices', notices: parsed.data.map(noticeOfEvent) });
}
