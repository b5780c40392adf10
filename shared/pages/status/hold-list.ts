import { html } from 'hono/html';
import type { HoldEntry } from '../../doors/holds-view.ts';
import type { Overview } from '../../doors/overview/overview.ts';
import { PAUSED } from '../../mailbox/holds.ts';
import { counted } from '../counted.ts';
import { holdButtons } from '../hold-buttons.ts';
import type { Markup } from '../page.ts';
import { fixBlock } from '../remedy.ts';
import { shapeOf } from '../shapes.ts';
import { moreAbout } from './more-about.ts';
import { timeOf } from './times.ts';

/** Everything that keeps mail from going, with its buttons; nothing where nothing does. */
export function holdList({ app, mailboxes, at }: Overview): Markup | undefined {
  const holds = [
    ...(app ? [{ hold: app, whose: 'All mail' }] : []),
    ...mailboxes.flatMap(({ address, holds }) =>
      holds.map((hold) => ({ hold, whose: hold.sender ?? address, through: hold.sender && address })),
    ),
  ];
  if (holds.length === 0) return undefined;
  return html`<section aria-labelledby="held"><h2 id="held">Held</h2>
${holds.map((one) => holdCard({ at, ...one }))}
<p class="portal">Release, and all that waits goes, at the permitted pace. Probe, and one message looks whether it is mended; if it is not, nothing else is tried.</p>
</section>`;
}

interface Card {
  hold: HoldEntry;
  whose: string;
  /** The mailbox of a sender. */
  through?: string | undefined;
  at: string;
}

function holdCard({ hold, whose, through, at }: Card): Markup {
  const { failure, said, since, waiting, isMore, explanation } = hold;
  const isPaused = failure === PAUSED;
  const [first] = explanation?.fix ?? [];
  return html`<article class="card hold ${isPaused ? 'warn' : 'fail'}">
<h3>${shapeOf(isPaused ? 'warn' : 'fail')} ${whose}${through && html` <span class="quiet">of ${through}</span>`}</h3>
<p class="cause">${explanation ? explanation.meaning : html`Paused by hand: <bdi>${said}</bdi>.`}</p>
<p class="portal">Since ${timeOf(since, at)}; <b>${counted(waiting, 'message')}${isMore && ' or more'}</b> ${waiting === 1 ? 'waits' : 'wait'}. ${nextProbe(hold, at)}</p>
${first && fixBlock(first)}
${holdButtons(hold.id, whose, { canProbe: !isPaused })}
${explanation && moreAbout(explanation, { isFirstShown: true })}
</article>`;
}

function nextProbe({ nextProbe, probes }: HoldEntry, at: string): Markup {
  const refused = probes > 0 ? `, after ${counted(probes, 'probe')} in vain` : '';
  return nextProbe === undefined
    ? html`Nothing probes it.`
    : html`The next probe is at ${timeOf(nextProbe, at)}${refused}.`;
}
