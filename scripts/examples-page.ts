/** The languages of fences, by the endings of files. */
const languages: Readonly<Record<string, string>> = { mjs: 'js', sh: 'sh', json: 'json' };

/** A comment that names an example, and the fence behind it, which may not be there yet. */
const marked = /^<!-- (examples\/\S+\.(\w+)) -->\n(?:```\w*\n[\s\S]*?\n```\n)?/gm;

/** The page with each example that a comment names as `read` gives it now. */
export const withExamples = (page: string, read: (file: string) => string): string =>
  page.replace(
    marked,
    (_, file: string, ending: string) =>
      `<!-- ${file} -->\n\`\`\`${languages[ending] ?? ending}\n${read(file).trimEnd()}\n\`\`\`\n`,
  );
