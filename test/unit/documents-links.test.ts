import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import host from '../../host.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { definitions } from '../../shared/settings/definitions.ts';
import { anchorOf } from '../support/anchor.ts';

const root = path.resolve(import.meta.dirname, '../..');
const files = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What may stand behind `#` in a link to a page: its headings as GitHub names them, and anchors set by hand. */
function anchorsOf(page: string): Set<string> {
  const prose = page.replace(/^```[\s\S]*?^```/gm, '');
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  const byHand = [...prose.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return new Set([...headings, ...byHand]);
}

/** Relative links of a page; code is left out, where brackets mean something else. */
function linksOf(page: string): string[] {
  const prose = page.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to = '']) => to)
    .filter((to) => !/^[a-z]+:/.test(to));
}

for (const file of files) {
  const text = textOf(file);

  test(`${file}: every relative link leads to a file and a heading that are there`, () => {
    const dead = linksOf(text).filter((link) => {
      const [to = '', anchor] = link.split('#');
      const target = to === '' ? file : path.join(path.dirname(file), to);
      try {
        const page = textOf(target);
        return anchor !== undefined && !anchorsOf(page).has(anchor);
      } catch {
        return true;
      }
    });
    assert.deepEqual(dead, []);
  });

  test(`${file}: names nothing outside the project, and no command or setting that is not there`, () => {
    const above = '../'.repeat(file.split(/[\\/]/).length);
    const prose = text.replace(/^```[\s\S]*?^```/gm, '');
    assert.ok(!prose.includes(above) && !text.includes('/work/'));
    const commands = [...text.matchAll(/\bnpm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      commands.filter((name) => !Object.hasOwn(packageJson.scripts, name)),
      [],
    );
    const settings = [...text.matchAll(/\bMAIL_[A-Z]+(?:_[A-Z]+)*/g)].map(([name]) => name);
    assert.deepEqual(
      settings.filter((name) => !Object.hasOwn(definitions, name)),
      [],
    );
  });
}

test('docs/how-it-behaves.md gives each number of host.json as it is', () => {
  const page = textOf('docs/how-it-behaves.md');
  for (const [key, value] of Object.entries({
    functionTimeout: host.functionTimeout,
    ...host.extensions.queues,
  })) {
    assert.ok(page.includes(`| \`${key}\` | \`${value}\` |`), `${key} ${value}`);
  }
});
