import path from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** A reporter for build logs: one line a file, each failure whole, and the runner's own closing counts. */
export async function* brief(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type === 'test:summary' && event.data.file) {
      const { success, counts } = event.data;
      const rest = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
      const seconds = (event.data.duration_ms / 1000).toFixed(1);
      const file = path.relative(process.cwd(), event.data.file);
      yield `${success ? '✔' : '✖'} ${file}: ${counts.passed} of ${counts.tests} passed${rest} (${seconds} s)\n`;
    }
    if (event.type === 'test:fail' && event.data.details.error.cause !== undefined) {
      yield `✖ ${event.data.name}\n${inspect(event.data.details.error.cause)}\n`;
    }
    if (event.type === 'test:diagnostic' && event.data.nesting === 0 && !event.data.file) {
      yield `ℹ ${event.data.message}\n`;
    }
  }
}
