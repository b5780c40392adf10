/**
 * Looks every 10 ms until there is something to see (not undefined, not false).
 * @throws after 20 s, with what `context` has to say.
 */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  context = () => '',
): Promise<Value> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Waited 20 s for ${what}. ${context()}`);
}
