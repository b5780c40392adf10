import { startOddServer } from './odd-server.ts';
import type { Play } from './play.ts';

/** What a play needs before the app starts: settings beside those of the stack, and perhaps a server of its own. */
export interface Prepared {
  env: Record<string, string>;
  stop(): Promise<void>;
}

export async function prepare(play: Play): Promise<Prepared> {
  if (play.by === 'odd-server') {
    const { port, stop } = await startOddServer(play.oddity);
    return { env: { MAIL_SMTP_PORT: String(port) }, stop };
  }
  return { env: settingsFor(play), stop: async () => {} };
}

function settingsFor(play: Play): Record<string, string> {
  if (play.by === 'settings') return play.env;
  return play.by === 'vault' && play.asked === 'secret' ? { MAIL_CERTIFICATE_SOURCE: 'vault-secret' } : {};
}
