// azd runs it after the code is there: the validator's report of the deployed app.
import { setTimeout } from 'node:timers/promises';
import { failed, type Result } from '../../shared/failures/result.ts';
import { az } from './az.ts';
import { readDeployed } from './deployed.ts';
import { fetchReport } from './fetch-report.ts';

async function report(): Promise<Result<string, string>> {
  const deployed = readDeployed(process.env);
  if (!deployed.ok) return deployed;
  const { group, app, host } = deployed.value;
  const keys = ['functionapp', 'keys', 'list', '--resource-group', group, '--name', app];
  const { code, out, err } = await az([...keys, '--query', 'functionKeys.default', '--output', 'tsv']);
  if (code !== 0) return failed(`The function key of ${app} cannot be read. ${err.trim()}`);
  return fetchReport({ url: `https://${host}`, key: out.trim() }, setTimeout);
}

const answer = await report();
if (answer.ok) {
  // What it finds is no failure of the deployment: at first the work of the two administrators is missing.
  console.log(answer.value);
} else {
  console.error(`The validator of the deployed app was not heard. ${answer.error}`);
  process.exitCode = 1;
}
