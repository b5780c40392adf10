import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Message } from '../mail/message.ts';
import type { Problem } from '../mail/problems.ts';
import { filesOf, type Stored, type Stores } from '../mail/stored.ts';

/** Producers' files that a message names, as they are now; and what is wrong with the others. */
export interface NotedFiles {
  files: NonNullable<Stored['files']>;
  problems: readonly Problem[];
}

/** Looks at them, so that each attempt sends what was there when the message was taken in, or says that it changed. */
export async function noteFiles(
  { attachments }: Stores,
  message: Message,
): Promise<Result<NotedFiles, Fault>> {
  const named = filesOf(message);
  if (!attachments) {
    return ok({
      files: [],
      problems: named.map((file) => problem(file, 'MAIL_ATTACHMENTS_CONTAINER is not set')),
    });
  }
  const files: NotedFiles['files'][number][] = [];
  const problems: Problem[] = [];
  const looks = await Promise.all(named.map(({ blob }) => attachments.look(blob)));
  for (const [place, look] of looks.entries()) {
    if (!look.ok) return look;
    const file = named[place] as { index: number; blob: string };
    if (look.value) files.push({ of: file.index, ...look.value });
    else problems.push(problem(file, 'it is not in the container of MAIL_ATTACHMENTS_CONTAINER'));
  }
  return ok({ files, problems });
}

const problem = ({ index }: { index: number }, why: string): Problem => ({
  path: `attachments[${index}].blob`,
  says: `names a file that cannot be sent: ${why}`,
});
