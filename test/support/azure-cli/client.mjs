// The program `az`: hands its command line to the test that started it, and prints what that answers. Plain JavaScript
// with node:http, since a script calls it dozens of times: type stripping and fetch would double its time.
import { request } from 'node:http';
import { json } from 'node:stream/consumers';

const [door, ...args] = process.argv.slice(2);
request(door, { method: 'POST' }, async (response) => {
  const { code, out, err } = await json(response);
  process.stderr.write(err);
  process.stdout.write(out);
  process.exitCode = code;
}).end(JSON.stringify({ args, cwd: process.cwd() }));
