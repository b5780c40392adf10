import { randomBytes, randomUUID } from 'node:crypto';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { getProgrammingModel, logFromFunction, type RegisteredFunction, runHooks } from './functions-core.ts';
import type { CoreInvocationContext, InvocationResponse, TypedData } from './functions-core-contract.ts';
import { describe, log } from './log.ts';

async function run({ metadata, callback }: RegisteredFunction, context: CoreInvocationContext) {
  const model = getProgrammingModel()?.getInvocationModel(context);
  if (!model) throw new Error(`Function code for '${metadata.name}' is not loaded and cannot be invoked.`);
  const { context: invocationContext, inputs } = await model.getArguments();
  context.invocationContext = invocationContext;
  // Hooks may replace the inputs, the callback, the result and the error in these two objects.
  const before = { hookData: {}, invocationContext, inputs, functionCallback: callback };
  context.state = 'preInvocationHooks';
  await runHooks('preInvocation', before);

  const after: { result: unknown; error: unknown; [more: string]: unknown } = {
    ...before,
    result: null,
    error: null,
  };
  context.state = 'invocation';
  try {
    after.result = await model.invokeFunction(invocationContext, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error ?? new Error('Unknown error');
  }
  context.state = 'postInvocationHooks';
  await runHooks('postInvocation', after);
  context.state = undefined;
  if (after.error !== null && after.error !== undefined) throw after.error;
  return await model.getResponse(invocationContext, after.result);
}

/** Calls a function through the library, hooks included. A failure is logged here, as the host does. */
export async function invoke(
  registered: RegisteredFunction,
  data: TypedData,
  triggerMetadata?: Record<string, TypedData>,
): Promise<Result<InvocationResponse, unknown>> {
  const { metadata } = registered;
  const trigger =
    Object.keys(metadata.bindings).find((name) => metadata.bindings[name]?.direction === 'in') ?? '';
  const invocationId = randomUUID();
  const traceParent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const started = performance.now();
  const end = (how: string) =>
    `Executed 'Functions.${metadata.name}' (${how}, Id=${invocationId}, Duration=${Math.round(performance.now() - started)}ms)`;

  log('debug', metadata.name, `Executing 'Functions.${metadata.name}' (Id=${invocationId})`);
  try {
    const context: CoreInvocationContext = {
      invocationId,
      metadata,
      request: {
        invocationId,
        inputData: [{ name: trigger, data }],
        traceContext: { traceParent },
        ...(triggerMetadata ? { triggerMetadata } : {}),
      },
      log: (level, category, message) => {
        const { invocationContext } = context;
        logFromFunction(metadata.name, { level, category, message, invocationContext });
      },
    };
    const response = await run(registered, context);
    log('debug', metadata.name, end('Succeeded'));
    return ok(response);
  } catch (error) {
    log('error', metadata.name, `${end('Failed')}\n${describe(error)}`);
    return failed(error);
  }
}
