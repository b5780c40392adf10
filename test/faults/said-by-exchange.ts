import { howPlayed } from '../../local/play/how-played.ts';
import { catalogue } from '../../shared/failures/catalogue.ts';
import type { World } from './world.ts';

/** Has Exchange Online say what a row of the catalogue is known by. */
export const says =
  (id: string) =>
  ({ contoso }: World): void => {
    const row = catalogue.find((one) => one.id === id);
    const play = row && howPlayed(row);
    if (!play?.ok || play.value.by !== 'exchange') throw new Error(`${id} is not said by Exchange Online`);
    const { stage, reply } = play.value;
    // What a server says to STARTTLS is played one command before.
    contoso.exchange.play = [{ stage: stage === 'starttls' ? 'ehlo' : stage, reply }];
  };

/** Has it speak the truth again. */
export const silenced = ({ contoso }: World): void => {
  contoso.exchange.play = [];
};
