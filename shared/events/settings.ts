import * as z from 'zod/mini';
import { failure } from './failure.ts';
import { event, list, text } from './fields.ts';

/** The settings are broken. */
export const settingsInvalid = event(
  'settings.invalid',
  'by each message and every five minutes as long as settings are missing or wrong',
  {
    failure: failure.check(z.meta({ description: 'what that means' })),
    problems: list(
      z.strictObject({
        name: text('the setting'),
        says: text('what is wrong with it'),
        for: text('what it is for'),
        example: text('an example'),
        where: text('where its value is found'),
      }),
      'each setting that is missing or wrong',
    ),
  },
);
