import * as z from 'zod/mini';
import { text } from './text.ts';

/** The methods of RFC 5546 §1.4. */
const methods = [
  'PUBLISH',
  'REQUEST',
  'REPLY',
  'ADD',
  'CANCEL',
  'REFRESH',
  'COUNTER',
  'DECLINECOUNTER',
] as const;
const method = z.enum(methods);

const calendar = text.check(z.regex(/^BEGIN:VCALENDAR\r?\n/, 'must begin with the line BEGIN:VCALENDAR'));

const event = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Contoso//Billing//EN',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:4711@contoso.com',
  'DTSTAMP:20261130T080000Z',
  'DTSTART:20261201T090000Z',
  'DTEND:20261201T093000Z',
  'SUMMARY:Invoice 4711',
  'ORGANIZER:mailto:billing@contoso.com',
  'ATTENDEE:mailto:ada@fabrikam.com',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

/** What the calendar itself says, else PUBLISH: an event that asks for no answer. */
function methodIn(content: string) {
  const written = /^METHOD:(\S+)\s*$/im.exec(content)?.[1]?.toUpperCase();
  return methods.find((known) => known === written) ?? 'PUBLISH';
}

/** A calendar event. Outlook shows it with buttons if `method` is REQUEST. */
export const icalendarField = z
  .pipe(
    z.union(
      [
        z.pipe(
          calendar,
          z.transform((content) => ({ content })),
        ),
        z.strictObject({ method: z.exactOptional(method), content: calendar }),
      ],
      { error: 'must be iCalendar text or { "method": …, "content": … }' },
    ),
    z.transform((written: { method?: z.output<typeof method>; content: string }) => ({
      method: written.method ?? methodIn(written.content),
      content: written.content,
    })),
  )
  .check(
    z.meta({
      title: 'iCalendar',
      description: 'A calendar event. Without a method the METHOD line of the calendar counts, else PUBLISH.',
      examples: [{ method: 'REQUEST', content: event }],
    }),
  );
