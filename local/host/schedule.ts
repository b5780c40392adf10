import { CronExpressionParser } from 'cron-parser';
import { parseTimeSpan } from './time-span.ts';

/** When a timer function runs next. */
export interface Schedule {
  next(after: Date): Date;
  adjustForDST: boolean;
}

/**
 * Reads an NCRONTAB expression (six fields, or five without seconds) or a TimeSpan.
 * @throws in the host's words when it is neither.
 */
export function parseSchedule(text: string, timeZone: string): Schedule {
  const span = parseTimeSpan(text);
  if (span) return { next: (after) => new Date(after.getTime() + span), adjustForDST: false };

  const fields = text.trim().split(/\s+/);
  if (fields.length === 5) fields.unshift('0');
  const [second, minute, hour, day, month, weekday] = fields;
  try {
    if (fields.length !== 6) throw new Error(`${fields.length} fields`);
    // NCRONTAB wants both the day and the weekday to fit, cron-parser takes either: ask for one, then for the other.
    const byDay = `${second} ${minute} ${hour} ${day} ${month} *`;
    const byWeekday = CronExpressionParser.parse(`${second} ${minute} ${hour} * ${month} ${weekday}`, {
      tz: timeZone,
    });
    const next = (after: Date) => {
      const days = CronExpressionParser.parse(byDay, { tz: timeZone, currentDate: after });
      for (;;) {
        const date = days.next().toDate();
        if (byWeekday.includesDate(date)) return date;
      }
    };
    next(new Date());
    return { next, adjustForDST: true };
  } catch (error) {
    throw new Error(
      `The schedule expression '${text}' was not recognized as a valid cron expression or timespan string.`,
      { cause: error },
    );
  }
}
