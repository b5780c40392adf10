// Runs a TypeScript file on a Node that can: `node scripts/node24.mjs local/start.ts …`.
// Plain JavaScript for Node 20 and older syntax, because this is the one file that the desk's own Node has to run.
// 22.18 is the first version that runs TypeScript sources as they are; without it the pinned one in node_modules serves.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const OLDEST = [22, 18];

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function pinnedNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const folder = path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

const runtime = isNewEnough(process.versions.node) ? process.execPath : pinnedNode();
if (!runtime) {
  console.error(
    `This needs Node 22.18 or newer (24 is what the product runs on). This is Node ${process.versions.node} on ` +
      `${process.platform}-${process.arch}, and node_modules holds no Node for it.\n` +
      'Do one of these, then run the same command again:\n' +
      '  npm ci                      (on Linux x64/arm64 and Windows x64 it brings Node 24 along)\n' +
      '  install Node 24             (https://nodejs.org, or: nvm install 24)',
  );
  process.exit(1);
}

const child = spawn(runtime, process.argv.slice(2), { stdio: 'inherit' });
// Ctrl-C reaches the child through the terminal; this process only has to outlive it. A kill is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
