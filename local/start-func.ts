import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RunningHost } from './host/start-host.ts';

const funcIsMissing =
  '`func` is not on the PATH. Install Azure Functions Core Tools: npm install -g azure-functions-core-tools@4\n' +
  'or use `npm start`, which brings its own host.';

/**
 * The same as `startHost` with Azure Functions Core Tools (`func`) as the host, for who has them.
 * @throws an error that says where to get them when `func` is not on the PATH.
 */
export async function startFunc({ app, env }: { app: string; env: NodeJS.ProcessEnv }): Promise<RunningHost> {
  const child = spawn('func', ['start', '--port', '7071', '--node'], {
    cwd: app,
    env: { ...process.env, ...env, FUNCTIONS_WORKER_RUNTIME: 'node' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => output.includes('buryPoison') && resolve());
    child.once('error', () => reject(new Error(funcIsMissing)));
    exited.then((code) => reject(new Error(`func ended with ${code}:\n${output}`)), reject);
  });
  return {
    url: 'http://localhost:7071',
    key: '',
    functions: [
      { name: 'sendMail', type: 'queueTrigger' },
      { name: 'buryPoison', type: 'queueTrigger' },
    ],
    inError: [],
    pid: child.pid as number,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
    kill: () => void child.kill('SIGKILL'),
    exited,
    output: () => output,
  };
}
