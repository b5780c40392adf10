const { app } = require('@azure/functions');

const handler = (timer, context) =>
  context.log(`saw ${JSON.stringify({ functionName: context.functionName, timer })}`);

app.timer('everySecond', { schedule: '%EVERY_SECOND%', runOnStartup: true, handler });
app.timer('yearly', { schedule: '0 0 0 1 1 *', handler });
app.timer('unset', { schedule: '%NOT_SET%', handler });
app.timer('nonsense', { schedule: 'every day', handler });
