import type { HttpRequest } from '@azure/functions';

const FORM = /^application\/x-www-form-urlencoded\b/i;

/** The fields of a form that a browser sent; none where the body is anything else. */
export const formFields = async (request: HttpRequest): Promise<URLSearchParams> =>
  new URLSearchParams(FORM.test(request.headers.get('content-type') ?? '') ? await request.text() : '');
