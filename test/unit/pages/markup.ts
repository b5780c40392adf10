import fc from 'fast-check';

/** The tags of a page, with what stands between quotes taken out; commands, whose words have tags of their own, too. */
export const tagsOf = (page: string): string[] =>
  page
    .replace(/<pre>[\s\S]*?<\/pre>/g, '<pre></pre>')
    .match(/<[^>]*>/g)
    ?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? [];

/** What the page shows, as a reader of its text would get it. */
export const textOf = (page: string): string =>
  page
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** Texts that would break a page which takes them as they are. */
export const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(
        '<script>',
        '</script>',
        '</style>',
        '"',
        "'",
        '>',
        '&lt;',
        '<!--',
        ' onload=',
        '</textarea>',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `w${parts.join('')}`);
