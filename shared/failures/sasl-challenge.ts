/**
 * Shows what a SASL challenge says: `334 ` and base64 of JSON, as servers send it ahead of the final reply
 * (RFC 7628 §3.2.2). The bare `334` and the prompts of AUTH LOGIN stay as they are.
 */
export const readableChallenge = (text: string): string =>
  text.replace(/\b334[\s-]{1,10}(eyJ[A-Za-z0-9+/]{4,4000}={0,2})/g, (whole, base64: string) => {
    const words = Buffer.from(base64, 'base64').toString('utf8');
    return words.includes('"status"') ? `334 ${words}` : whole;
  });

/** What a challenge that was made readable says, in a sentence. */
export function challengeSays(reply: string): string {
  const field = (name: string) => new RegExp(`"${name}" ?: ?"([^"]{1,200})"`).exec(reply)?.[1];
  const said = ['status', 'schemes', 'scope'].flatMap((name) => {
    const value = field(name);
    return value ? [`${name} ${value}`] : [];
  });
  return said.length > 0 ? `The challenge says: ${said.join(', ')}.` : '';
}
