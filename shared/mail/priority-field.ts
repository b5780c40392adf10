import * as z from 'zod/mini';

/** As the header X-Priority has it, and libraries that write it. */
const numbers = { 1: 'high', 3: 'normal', 5: 'low' } as const;

/** Where a message stands in the room of its mailbox, in our words or in those of other mail libraries. */
export const priorityField = z
  ._default(z.literal(['normal', 'high', 'low', 1, 3, 5, '1', '3', '5']), 'normal')
  .check(
    z.meta({
      title: 'Priority',
      description:
        'normal or high. Where messages wait for their mailbox, high ones go first, up to every second one; nobody sees it. Synonyms from other mail libraries say importance as well, where that is absent: 1 is high with importance high, 3 is normal, 5 and low are normal with importance low.',
    }),
  );

type Written = z.output<typeof priorityField>;

/** The place in the room. */
export const placeOf = (priority: Written): 'normal' | 'high' =>
  priority === 'high' || priority === '1' || priority === 1 ? 'high' : 'normal';

/** What the recipient sees where no importance was written. */
export function importanceOf(priority: Written): 'low' | 'normal' | 'high' {
  if (priority === 'low') return 'low';
  return priority === 'normal' || priority === 'high' ? 'normal' : numbers[priority];
}
