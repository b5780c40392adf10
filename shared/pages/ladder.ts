import { html } from 'hono/html';
import type { Details } from '../validator/check.ts';
import type { ReportedFinding } from '../validator/report.ts';
import type { Markup } from './page.ts';
import { causeList, fixList, rankedCauses } from './remedy.ts';
import { shapeOf, verdictWords } from './shapes.ts';

/**
 * Checks as the rungs of a ladder, in the order in which a message meets them: what passed, where it broke, what was
 * never reached. `name` makes the anchors of its rungs. Read aloud it is a list.
 */
export function ladder(name: string, findings: readonly ReportedFinding[]): Markup {
  // What fails after it is mostly the same failure, met once more.
  const broken = findings.find(({ verdict }) => verdict === 'fail');
  return html`<ol class="ladder">${findings.map((finding) => rung(name, finding, finding === broken))}</ol>`;
}

/** The anchor of a rung. */
export const rungId = (name: string, check: string): string => `${name}-${check}`;

function rung(name: string, finding: ReportedFinding, isOpen: boolean): Markup {
  const { check, title, verdict, says, details = {} } = finding;
  return html`<li class="${verdict}" id="${rungId(name, check)}">
${shapeOf(verdict)}
<div class="rung">
<h3>${title}</h3>
<span class="verdict">${verdictWords[verdict]}</span>
<div class="told"><p class="says">${says}</p>
${whyAndHow(finding, isOpen)}
${Object.keys(details).length > 0 && detailList(details)}</div>
</div>
</li>`;
}

/** The words of the other side whole, the causes and the remedy. */
function whyAndHow({ says, failure, causes }: ReportedFinding, isOpen: boolean): Markup | undefined {
  if (!failure && !causes) return undefined;
  return html`<details ${isOpen && 'open'}><summary>Why, and how to mend it</summary>
${failure && !says.includes(failure.said) && html`<h4>What the other side said</h4><blockquote>${failure.said}</blockquote>`}
<h4>Causes, likeliest first</h4>
${causes ? rankedCauses(causes) : failure && causeList(failure.causes)}
${!causes && failure && html`<h4>Mend it</h4>${fixList(failure.fix)}`}
${failure && html`<p class="source">In the catalogue: <code>${failure.id}</code>, ${failure.more}. Known from: ${failure.source}.</p>`}
</details>`;
}

const detailList = (details: Details): Markup =>
  html`<details><summary>What was found</summary><dl class="details">${Object.entries(details).map(
    ([name, value]) =>
      html`<div><dt>${spaced(name)}</dt><dd>${[value].flat().join('; ') || 'none'}</dd></div>`,
  )}</dl></details>`;

/** `thumbprintSha1` as `thumbprint sha1`; the name of a setting as it is. */
const spaced = (name: string): string =>
  /^[a-z]/.test(name) ? name.replace(/[A-Z][a-z]/g, (start) => ` ${start.toLowerCase()}`) : name;
