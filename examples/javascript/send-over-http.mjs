// SENDASAPP_URL=https://contoso-mail-func.azurewebsites.net SENDASAPP_KEY=… node send-over-http.mjs
import { setTimeout as sleep } from 'node:timers/promises';

const { SENDASAPP_URL, SENDASAPP_KEY } = process.env;

let answer = await fetch(`${SENDASAPP_URL}/api/messages`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-functions-key': SENDASAPP_KEY },
  body: JSON.stringify({
    id: 'invoice-4711', // the same id is sent once, however often this runs
    from: 'billing@contoso.com',
    to: ['ada@fabrikam.com', 'bob@fabrikam.com'],
    subject: 'Your invoice 4711',
    html: '<p>Hello, the invoice is attached.</p>',
    attachments: [{ filename: 'invoice.txt', content: Buffer.from('4711: EUR 100').toString('base64') }],
  }),
});
// It is sent from here on. Who does not need the result, ends here.
while (answer.status === 202) {
  await sleep(Number(answer.headers.get('retry-after')) * 1000);
  answer = await fetch(answer.headers.get('location'));
}
const result = await answer.json();
if (!answer.ok) throw new Error(`${answer.status} ${result.title}: ${result.detail}`);
console.log(`${result.state}: ${result.reply}`);
