import type { World } from './world.ts';

/** One thing that is wrong, by itself, in a set-up that is right otherwise. */
export interface Fault {
  /** Unique; also the name of its mailbox. */
  id: string;
  /** What was broken, as the table says it. */
  breaks: string;
  /** What was accepted before it was broken. */
  before?: 'its own mail' | 'mail of another mailbox';
  break(world: World): void | Promise<void>;
  /** What the report must name first. */
  first: Named;
  /** What the other side says fits another cause as well, which the report puts before this one. */
  standsBehind?: true;
  /** From which address the message goes that is held; the mailbox's own unless given. */
  from?: 'a sender';
  /** The host cannot fetch the message either: it stays in its queue. */
  staysInQueue?: true;
  /** Seen only after a whole message: the validator has to send one. */
  probe?: 'send';
  mend: Mend;
}

interface Named {
  check: string;
  /** Id of the catalogue; left out where the check itself found it. */
  failure?: string;
  cause: RegExp;
}

/**
 * How it is mended. `command`: by the command that the report's first cause comes with. `another command`: by one of
 * those that stand behind it, where nobody can tell two causes apart. `setting`: what was changed in the settings is put
 * right, and the report must name it. Otherwise by hand, with the reason why no command can.
 */
type Mend =
  | 'command'
  | 'another command'
  | 'setting'
  | { why: string; byHand(world: World): void | Promise<void> };
