import { findPowerShell, reasonToSkip as reasonWithout } from '../../support/powershell/find-powershell.ts';
import { reasonToSkip } from '../../support/run-program.ts';

/** A program of `examples/` that sends over HTTP: why it cannot run here, and how it is started. */
export interface Program {
  file: string;
  skip: string | false;
  command: string;
  args(file: string, env: { SENDASAPP_URL: string; SENDASAPP_KEY: string }): readonly string[];
}

const powerShell = await findPowerShell();
/** Each of them posts its message, follows it to its end, and says what became of it. */
export const programs: readonly Program[] = [
  {
    file: 'javascript/send-over-http.mjs',
    skip: false,
    command: process.execPath,
    args: (file) => [file],
  },
  {
    file: 'curl/send-over-http.sh',
    skip: (await reasonToSkip('bash')) || (await reasonToSkip('curl')),
    command: 'bash',
    args: (file) => [file],
  },
  {
    file: 'powershell/Send-OverHttp.ps1',
    skip: reasonWithout(powerShell),
    command: powerShell.ok ? powerShell.file : 'pwsh',
    args: (file, { SENDASAPP_URL, SENDASAPP_KEY }) => [
      ...['-NoProfile', '-NonInteractive', '-File', file],
      ...['-Url', SENDASAPP_URL, '-Key', SENDASAPP_KEY],
    ],
  },
  {
    file: 'csharp/SendOverHttp.cs',
    skip: await reasonToSkip('dotnet'),
    command: 'dotnet',
    // Without the ahead-of-time compiler, which would be downloaded.
    args: (file) => ['run', '--property:PublishAot=false', file],
  },
  {
    file: 'python/send_over_http.py',
    skip: await reasonToSkip('python3', 'whereThere'),
    command: 'python3',
    args: (file) => [file],
  },
  {
    file: 'java/SendOverHttp.java',
    skip: await reasonToSkip('java', 'whereThere'),
    command: 'java',
    args: (file) => [file],
  },
];
