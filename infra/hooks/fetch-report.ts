import { failed, ok, type Result } from '../../shared/failures/result.ts';

/** Where the app answers, and its function key. */
interface Door {
  url: string;
  key: string;
}

/** An app that was just deployed starts late, and again where a role counts late. */
const tries = 12;
const pauseMs = 10_000;

/** The validator's report of a deployed app as text, asked for until the app gives one. */
export async function fetchReport(
  { url, key }: Door,
  wait: (ms: number) => Promise<unknown>,
): Promise<Result<string, string>> {
  const address = new URL('/api/validate', url);
  for (let left = tries; ; left -= 1) {
    const answer = await askOnce(address, key);
    if (answer.ok || left === 0) return answer;
    await wait(pauseMs);
  }
}

async function askOnce(address: URL, key: string): Promise<Result<string, string>> {
  try {
    const response = await fetch(address, {
      headers: { accept: 'text/plain', 'x-functions-key': key },
      signal: AbortSignal.timeout(120_000),
    });
    const text = await response.text();
    // 503 is the status of a report too: of one in which something fails.
    return text.startsWith('Validator, ')
      ? ok(text.trimEnd())
      : failed(`${address.origin} answers ${response.status} and gives no report.`);
  } catch (error) {
    return failed(`${address.origin} does not answer: ${error instanceof Error ? error.message : error}`);
  }
}
