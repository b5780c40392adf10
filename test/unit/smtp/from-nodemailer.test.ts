import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultFromNodemailer, refusedRecipients } from '../../../shared/smtp/from-nodemailer.ts';

/** An error as nodemailer makes it. */
const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

const cases = [
  {
    name: "a refusal: the server's reply whole, its reply code",
    error: error('Invalid login: 535 5.7.3 Authentication unsuccessful', {
      code: 'EAUTH',
      command: 'AUTH XOAUTH2',
      responseCode: 535,
      response: '535 5.7.3 Authentication unsuccessful [AM0PR01CA0001.eurprd01.prod.exchangelabs.com]',
    }),
    fault: {
      at: 'login',
      code: '535',
      said: '535 5.7.3 Authentication unsuccessful [AM0PR01CA0001.eurprd01.prod.exchangelabs.com]',
    },
  },
  {
    name: "a name that is not found: the system's code",
    error: error('getaddrinfo ENOTFOUND smtp.office365.com', { code: 'EDNS', originalCode: 'ENOTFOUND' }),
    fault: { at: 'login', code: 'ENOTFOUND', said: 'getaddrinfo ENOTFOUND smtp.office365.com' },
  },
  {
    name: "a time-out: nodemailer's own code",
    error: error('Connection timeout', { code: 'ETIMEDOUT', command: 'CONN' }),
    fault: { at: 'login', code: 'ETIMEDOUT', said: 'Connection timeout' },
  },
  {
    name: 'an error without any code has none',
    error: error('Something odd'),
    fault: { at: 'login', said: 'Something odd' },
  },
] as const;

for (const { name, error, fault } of cases) {
  test(name, () => assert.deepEqual(faultFromNodemailer('login', error), fault));
}

test('each refused recipient has the reply that it got', () => {
  const refused = refusedRecipients([
    error("Can't send mail to ada: 550 5.1.1 User unknown", {
      code: 'EENVELOPE',
      responseCode: 550,
      response: '550 5.1.1 User unknown',
      recipient: 'ada@contoso.com',
    }),
    error('452 4.5.3 Too many recipients', { responseCode: 452, recipient: 'bob@contoso.com' }),
  ]);
  assert.deepEqual(refused, [
    {
      address: 'ada@contoso.com',
      fault: { at: 'submit', code: '550', said: '550 5.1.1 User unknown' },
    },
    {
      address: 'bob@contoso.com',
      fault: { at: 'submit', code: '452', said: '452 4.5.3 Too many recipients' },
    },
  ]);
});

test('nobody refused', () => assert.deepEqual(refusedRecipients(undefined), []));
