import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { formFields } from './form-fields.ts';
import { seeOther } from './see-other.ts';

/** What the validator is asked, and where a browser is sent instead, if it is. */
interface Question {
  probe?: string | undefined;
  mailbox?: string | undefined;
  /** The id of a hold that is to be released first. */
  release?: string | undefined;
  seeOther?: HttpResponseInit;
}

/**
 * Reads the question from the query, or from a form in the body, which comes before it. The page's form goes to the
 * address of the page, so that a key in the query stays; its button is the field `do`, which no address can press: `look`
 * is sent on to the address that shows what was chosen, which can be reloaded; `status` leads to the page of this name,
 * `send` is the probe of this name, and `release-hold` ends the hold of the field `hold`.
 */
export async function questionOf(request: HttpRequest): Promise<Question> {
  const form = await formFields(request);
  const button = form.get('do');
  const fields = new URLSearchParams(request.query);
  for (const [name, value] of form) fields.set(name, value);
  fields.delete('do');
  const asked = { probe: fields.get('probe') || undefined, mailbox: fields.get('mailbox') || undefined };
  if (button === 'look') return { seeOther: { status: 303, headers: { location: `?${onlyGiven(fields)}` } } };
  if (button === 'status')
    return { seeOther: seeOther(request, { page: 'status', leave: ['probe', 'mailbox'] }) };
  if (button === 'release-hold') return { ...asked, release: form.get('hold') ?? '' };
  return button === 'send' ? { ...asked, probe: 'send' } : asked;
}

const onlyGiven = (fields: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...fields].filter(([, value]) => value !== ''));
