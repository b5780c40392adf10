import { LONGEST_WAIT_SECONDS } from '../azure/short-waits.ts';
import type { Result } from '../failures/result.ts';
import type { AccessToken, RequestToken, TokenRefusal } from './request-token.ts';

/** Token requests that one renewal may make, whatever for: Entra answers a loop with AADSTS50196. */
const MOST_REQUESTS = 3;

/** The requests of one renewal. */
interface TokenRequests {
  /** Whether another one may be made. */
  mayAsk(): boolean;
  /** Asks, and again after a short wait where that may help. */
  ask: RequestToken;
}

/** How to wait; in milliseconds. */
export type Sleep = (ms: number) => Promise<unknown>;

export function startTokenRequests(requestToken: RequestToken, sleep: Sleep): TokenRequests {
  let left = MOST_REQUESTS;
  return {
    mayAsk: () => left > 0,
    async ask(assertion): Promise<Result<AccessToken, TokenRefusal>> {
      while (true) {
        left -= 1;
        const answer = await requestToken(assertion);
        const wait = answer.ok ? undefined : answer.error.again;
        if (wait === undefined || wait > LONGEST_WAIT_SECONDS || left === 0) return answer;
        await sleep(wait * 1000);
      }
    },
  };
}
