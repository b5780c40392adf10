import { sampleMessage } from '../../local/sample-message.ts';
import { type Benchmark, median } from './benchmark.ts';
import { withDesk } from './desk.ts';

const WARM_STARTS = 9;

/** How long a message waits for an app that is not there yet. */
export const start: Benchmark = {
  says: 'from the start of the host process to the first accepted message',
  run: (progress) =>
    withDesk(async ({ stack, startApp, accepted }) => {
      const times: number[] = [];
      for (let number = 1; number <= 1 + WARM_STARTS; number += 1) {
        progress(`start ${number} of ${1 + WARM_STARTS}`);
        await stack.queue.sendMessage(JSON.stringify(sampleMessage(`start-${number}`)));
        const began = Date.now();
        const host = await startApp();
        await accepted(number, host);
        times.push(Date.parse(stack.exchange.messages.at(-1)?.time ?? '') - began);
        await host.stop();
      }
      const [first = Number.NaN, ...warm] = times;
      return [
        {
          name: 'firstMs',
          what: 'first start, without compiled code from earlier',
          value: first,
          unit: 'ms',
        },
        {
          name: 'medianMs',
          what: `median of ${WARM_STARTS} more fresh processes`,
          value: median(warm),
          unit: 'ms',
          atMost: 600,
        },
        { name: 'fastestMs', what: 'fastest of them', value: Math.min(...warm), unit: 'ms' },
        { name: 'slowestMs', what: 'slowest of them', value: Math.max(...warm), unit: 'ms' },
      ];
    }),
};
