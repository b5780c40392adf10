import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What the compiler or its linter has to say against a file. */
export interface Diagnostic {
  source: string;
  level: string;
  code: string;
  message: string;
}

/** One process of the compiler, which costs seconds to start and little for each answer. */
export interface Compiler {
  /** The template as JSON, and all diagnostics, those of the linter too. */
  compile(file: string): Promise<{ contents?: string; diagnostics: readonly Diagnostic[] }>;
  /** What a parameter file would deploy, as JSON. Throws what the compiler says where it would not deploy. */
  snapshot(file: string, where: Where): Promise<string>;
  /** The file as the formatter would write it. */
  format(file: string): Promise<string>;
  stop(): Promise<void>;
}

/** Where a deployment would be; names and ids are made from it. */
export interface Where {
  tenantId: string;
  subscriptionId: string;
  location: string;
  deploymentName: string;
}

/** Starts the compiler; `env` is what `readEnvironmentVariable` finds beside what the process needs. */
export async function startCompiler(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Compiler> {
  const child = spawn(file, ['jsonrpc', '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Compiling its own code once is enough for a process of seconds: half the time.
    env: { ...necessary(), DOTNET_TieredCompilation: '0', ...env },
  });
  const closed = once(child, 'close');
  await once(child, 'spawn');
  const waiting = new Map<number, (answer: Answer) => void>();
  closed.then(() => {
    for (const settle of waiting.values()) settle({ error: { message: 'the Bicep compiler ended' } });
  });
  readMessages(child.stdout, (message) => {
    const { id, ...answer } = message as Answer & { id: number };
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });

  let calls = 0;
  async function call<Result>(method: string, params: object): Promise<Result> {
    calls += 1;
    const id = calls;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    waiting.set(id, resolve);
    const text = JSON.stringify({ jsonrpc: '2.0', id, method: `bicep/${method}`, params: [params] });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const { result, error } = await promise;
    if (error) throw new Error(error.message);
    return result as Result;
  }

  return {
    compile: (path) => call('compile', { path }),
    snapshot: async (path, metadata) =>
      (await call<{ snapshot: string }>('getSnapshot', { path, metadata })).snapshot,
    format: async (path) => (await call<{ contents: string }>('format', { path })).contents,
    async stop() {
      child.stdin.end();
      child.kill();
      await closed;
    },
  };
}

interface Answer {
  result?: unknown;
  error?: { message: string };
}

/** A user's own MAIL_… must not decide what a test sees. */
function necessary(): NodeJS.ProcessEnv {
  const foreign = /^(?:AZURE|DEPLOY|MAIL)_/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Messages of the Language Server Protocol's base: a header with the length, an empty line, JSON. */
function readMessages(stream: NodeJS.ReadableStream, heard: (message: unknown) => void): void {
  let rest = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, head).toString())?.[1]);
      if (head < 0 || rest.length < head + 4 + length) return;
      heard(JSON.parse(rest.subarray(head + 4, head + 4 + length).toString()));
      rest = rest.subarray(head + 4 + length);
    }
  });
}
