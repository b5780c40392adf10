const { setTimeout: sleep } = require('node:timers/promises');
const { app } = require('@azure/functions');

const tell = async (request, context) => ({
  jsonBody: {
    functionName: context.functionName,
    method: request.method,
    path: new URL(request.url).pathname,
    query: Object.fromEntries(request.query),
    params: request.params,
    header: request.headers.get('x-test'),
    body: await request.text(),
  },
});

app.http('open', { authLevel: 'anonymous', handler: tell });
app.http('closed', {
  authLevel: 'function',
  route: 'closed/{id}',
  methods: ['GET', 'DELETE'],
  handler: tell,
});
app.http('master', { authLevel: 'admin', handler: tell });
app.http('literal', { authLevel: 'anonymous', route: 'things/first', handler: tell });
app.http('optional', { authLevel: 'anonymous', route: 'things/{id}/{part?}', handler: tell });
app.http('rest', { authLevel: 'anonymous', route: 'things/{*rest}', handler: tell });
app.http('throws', {
  authLevel: 'anonymous',
  handler: () => {
    throw new Error('not for the caller');
  },
});
app.http('slow', {
  authLevel: 'anonymous',
  handler: async (_request, context) => {
    context.log('slow started');
    await sleep(500);
    return { body: 'slow' };
  },
});
app.http('nothing', { authLevel: 'anonymous', handler: () => undefined });
app.http('bytes', {
  authLevel: 'anonymous',
  handler: () => ({ body: new Uint8Array([0, 255, 1]), headers: { 'content-type': 'image/x-test' } }),
});
app.http('text', {
  authLevel: 'anonymous',
  handler: () => ({
    status: 202,
    body: 'grüß',
    headers: { location: '/there' },
    cookies: [
      { name: 'a', value: '1 2', httpOnly: true, secure: true, sameSite: 'Strict', maxAge: 60 },
      { name: 'b', value: '2', path: '/b' },
    ],
  }),
});
app.http('hooked', { authLevel: 'anonymous', handler: () => ({ body: 'from the handler' }) });

app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName !== 'hooked') return;
  context.functionHandler = (_request, invocation) => {
    invocation.log('secret word');
    return { body: 'from the hook' };
  };
});
app.hook.postInvocation((context) => {
  if (context.invocationContext.functionName === 'hooked') context.result.status = 201;
});
app.hook.log((context) => {
  context.message = context.message.replace('secret', '***');
});
