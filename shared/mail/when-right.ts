import type { core } from 'zod/mini';

/**
 * For a rule over several fields: zod would skip it as soon as anything in the object is of the wrong kind. With this
 * it is looked at whenever `fields` themselves are right, so that all problems stand in one answer.
 */
export const whenRight = (...fields: readonly string[]) => ({
  when: ({ issues }: core.ParsePayload) =>
    !issues.some(({ code, path = [] }) =>
      path.length === 0 ? code === 'invalid_type' : fields.includes(String(path[0])),
    ),
});
