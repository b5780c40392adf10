/** A text of at most so many characters, and a sign that there is more. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;
