import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { ExchangeState, Stage } from '../../../local/exchange/state.ts';
import { type Client, connectTo, message } from './client.ts';
import { claimsFor, contoso, exchangeFor, mailbox, tokenWith, xoauth2 } from './contoso.ts';

const busy = '421 4.3.2 Service not available';
for (const stage of ['connect', 'ehlo', 'auth', 'mail', 'rcpt', 'data-end'] satisfies Stage[]) {
  test(`a played refusal at ${stage}: once, byte for byte, and 421 closes the connection`, async (t) => {
    const state: ExchangeState = { ...contoso(), play: [{ stage, reply: busy, times: 1 }] };
    const exchange = await exchangeFor(t, state);
    const auth = `AUTH XOAUTH2 ${xoauth2(mailbox, await tokenWith(claimsFor(state)))}`;
    const run = async (client: Client): Promise<string> => {
      const steps = [
        () => client.greeting,
        () => client.ask('EHLO client.test'),
        () => client.secure(),
        () => client.ask(auth),
        () => client.ask(`MAIL FROM:<${mailbox}>`),
        () => client.ask('RCPT TO:<a@fabrikam.test>'),
        () => client.ask('DATA'),
        () => client.ask(message),
      ];
      for (const step of steps) {
        const reply = await step();
        if (reply.startsWith('4')) return reply;
      }
      return 'sent';
    };
    const first = await connectTo(exchange);
    const ended = once(first.socket(), 'close');
    assert.equal(await run(first), busy);
    await ended;
    assert.equal(await run(await connectTo(exchange)), 'sent');
    assert.deepEqual(state.play, [{ stage, reply: busy, times: 0 }]);
    const replies = exchange.record.filter(({ reply }) => reply === busy).map((entry) => entry.stage);
    assert.deepEqual(replies, stage === 'ehlo' ? [] : [stage]);
  });
}
