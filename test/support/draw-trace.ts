import type { ReceivedSpan } from './otlp-receiver.ts';

/** A span of whoever sent the message, which no receiver of ours gets. */
interface Bar {
  name: string;
  start: number;
  end: number;
}

const WIDTH = 960;
const LABELS = 190;
const RIGHT = 80;
const ROW = 24;
const colours = { other: '#8a8f98', ours: '#2563a8', failed: '#b3261e', stage: '#7fa8d4' };

/** The spans of one message as a waterfall, an SVG: each process is a panel, all of them to the same scale. */
export function drawTrace(producer: Bar, spans: readonly ReceivedSpan[]): string {
  const processes = [...Map.groupBy(spans, ({ resource }) => resource['service.instance.id']).values()].sort(
    (one, other) => beginOf(one) - beginOf(other),
  );
  const panels = processes.map((of, index) => {
    const roots = of.filter(({ name }) => name.startsWith('mail.')).sort((a, b) => a.start - b.start);
    const rows = roots.flatMap((root) => [
      { bar: root, depth: 1, text: titleOf(root), colour: colourOf(root) },
      ...of
        .filter(({ parentSpanId }) => parentSpanId === root.spanId)
        .sort((a, b) => a.start - b.start || a.end - b.end)
        .map((bar) => ({ bar, depth: 2, text: bar.name, colour: colours.stage })),
    ]);
    return index === 0
      ? [{ bar: producer, depth: 0, text: producer.name, colour: colours.other }, ...rows]
      : rows;
  });
  const lengths = panels.map((rows) => Math.max(...rows.map(({ bar }) => bar.end)) - startOf(rows));
  const scale = (WIDTH - LABELS - RIGHT) / Math.max(...lengths);

  let top = 16;
  const drawn: string[] = [];
  for (const [index, rows] of panels.entries()) {
    const start = startOf(rows);
    const later = index > 0 ? ` · ${((start - producer.start) / 1000).toFixed(1)} s after the producer` : '';
    drawn.push(text(20, top + 14, `Process ${index + 1}${later}`, 'head'));
    top += 30;
    drawn.push(axis(lengths[index] ?? 0, scale, top, rows.length * ROW));
    for (const { bar, depth, text: title, colour } of rows) {
      const left = LABELS + (bar.start - start) * scale;
      const width = Math.max(2, (bar.end - bar.start) * scale);
      drawn.push(
        text(20 + depth * 14, top + 16, title, depth === 2 ? 'stage' : 'root'),
        `<rect x="${left.toFixed(1)}" y="${top + 5}" width="${width.toFixed(1)}" height="${ROW - 10}" rx="2" fill="${colour}"/>`,
        text(left + width + 6, top + 16, milliseconds(bar.end - bar.start), 'time'),
      );
      top += ROW;
    }
    top += 34;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top - 8}" font-family="system-ui, sans-serif" font-size="13">
<title>The spans of a message, in the order in which they began</title>
<style>.head{font-weight:600;fill:#1c2733}.root{fill:#1c2733}.stage{fill:#4a5561}.time,.tick{fill:#4a5561;font-size:11px}</style>
<rect width="${WIDTH}" height="${top - 8}" rx="8" fill="#fff" stroke="#d5dae0"/>
${drawn.join('\n')}
</svg>
`;
}

const beginOf = (bars: readonly Bar[]): number => Math.min(...bars.map(({ start }) => start));
const startOf = (rows: readonly { bar: Bar }[]): number => beginOf(rows.map(({ bar }) => bar));

const titleOf = ({ name, attributes }: ReceivedSpan): string =>
  name === 'mail.attempt' ? `${name} ${attributes['mail.attempt']}: ${attributes['mail.code']}` : name;

const colourOf = ({ status }: ReceivedSpan): string => (status.code === 2 ? colours.failed : colours.ours);

const milliseconds = (duration: number): string =>
  duration < 10 ? `${duration.toFixed(1)} ms` : `${Math.round(duration)} ms`;

const text = (x: number, y: number, words: string, kind: string): string =>
  `<text class="${kind}" x="${x.toFixed(1)}" y="${y}">${words}</text>`;

/** Lines at round times, far enough apart for what stands below them. */
function axis(length: number, scale: number, top: number, height: number): string {
  const step = [20, 50, 100, 200, 500, 1000, 2000].find((one) => one * scale >= 60) ?? length;
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
  return ticks
    .map((tick) => {
      const x = (LABELS + tick * scale).toFixed(1);
      return `<path d="M${x} ${top}V${top + height}" stroke="#e6eaee"/><text class="tick" text-anchor="middle" x="${x}" y="${top + height + 14}">${tick} ms</text>`;
    })
    .join('\n');
}
