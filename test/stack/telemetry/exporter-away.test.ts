import assert from 'node:assert/strict';
import { cp, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type Desk, onDesk, until } from '../../support/desk.ts';
import { startOtlpReceiver } from '../../support/otlp-receiver.ts';

const dist = path.resolve(import.meta.dirname, '../../../dist');
const letter = { to: 'ada@fabrikam.example', subject: 'Hello', text: 'Hello Ada' };

async function send(desk: Desk, id: string): Promise<void> {
  await desk.enqueue({ id, ...letter });
  await desk.kept(id, 'accepted');
}

const nobody = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

for (const [name, env, isLoaded] of [
  ['without an exporter nothing of OpenTelemetry is loaded', {}, false],
  ['nor where it is switched off', { ...nobody, OTEL_SDK_DISABLED: 'true' }, false],
  ['where it is configured and cannot be loaded, mail goes as well', nobody, true],
] as const) {
  test(name, async () => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'app-'));
    const app = path.join(folder.path, 'app');
    await cp(dist, app, { recursive: true });
    await writeFile(path.join(app, 'tracing.cjs'), "console.log('LOADED'); throw new Error('broken');");
    await onDesk({ app, env }, async (desk) => {
      await send(desk, 'sent-1');
      assert.equal(desk.host.output().includes('LOADED'), isLoaded);
    });
  });
}

test('where nobody listens, mail goes as well, and the log says why there are no traces', () =>
  onDesk({ env: { ...nobody, OTEL_EXPORTER_OTLP_TIMEOUT: '200' } }, async (desk) => {
    for (let count = 1; count <= 5; count += 1) await send(desk, `unheard-${count}`);
    await until('the failure to be told', desk.host, async () => {
      await desk.hurry();
      return desk.host.output().includes('{"event":"traces.failed","code":"ECONNREFUSED"}') || undefined;
    });
  }));

test('an exporter that hangs keeps neither mail nor the end of the process waiting', async () => {
  const receiver = await startOtlpReceiver();
  try {
    receiver.hangs = true;
    await onDesk({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } }, async (desk) => {
      for (let count = 1; count <= 5; count += 1) await send(desk, `hung-${count}`);
      const began = performance.now();
      await desk.host.stop();
      assert.ok(
        performance.now() - began < 8_000,
        'the app gives up after two seconds, not with the host after ten',
      );
      await desk.restart();
      receiver.hangs = false;
      await send(desk, 'heard-1');
      await until('its spans', desk.host, () => receiver.texts.join().includes('heard-1') || undefined);
    });
  } finally {
    await receiver.stop();
  }
});
