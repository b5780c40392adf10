/** Looks every 10 ms until something is true. @throws after 10 s. */
export async function until(what: string, look: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!look()) {
    if (Date.now() > deadline) throw new Error(`Waited 10 s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
