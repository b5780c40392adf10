import { CRASH_POINT_CHANNEL } from '../../../../shared/mailbox/crash-points.ts';
import { until } from '../../until.ts';
import { mailboxes } from '../company.ts';
import type { Work } from '../work.ts';

/** Kills the process that loads it as soon as a result lies in its row. */
const dieWithResult = `data:text/javascript,${encodeURIComponent(
  `import { subscribe } from 'node:diagnostics_channel';
  subscribe('${CRASH_POINT_CHANNEL}', (point) => point === 'result-left' && process.kill(process.pid, 'SIGKILL'));`,
)}`;

/** Two processes end: one with a result untold, one with two messages going out. Each leaves a turn that it holds. */
export async function dieUnderWay({ stack, knows, start, enqueue, is }: Work): Promise<void> {
  if (knows('result-left')) {
    const dying = await start({ NODE_OPTIONS: `--import=${dieWithResult}` });
    await enqueue('result-left', { from: mailboxes.senders });
    await dying.exited;
  }
  const { exchange, contoso } = stack;
  const told = () => exchange.record.filter(({ stage }) => stage === 'rcpt').length;
  const before = told();
  contoso.exchange.latency = { body: 60_000 };
  const host = await start();
  for (const ifUncertain of ['hold', 'resend']) {
    await enqueue(`killed-${ifUncertain}`, { ifUncertain });
    await is(`killed-${ifUncertain}`, 'sending');
  }
  await until('both to go out', () => told() === before + 2);
  host.kill();
  await host.exited;
  delete contoso.exchange.latency;
}
