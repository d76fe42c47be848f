import type { Row } from './rows.ts';

const WIDTH = 640;
const HEIGHT = 360;
const MARGIN = { left: 60, right: 120, top: 20, bottom: 40 };
const COLOURS: Readonly<Record<string, string>> = {
  djguard: '#0b7a3b',
  ripgrep: '#1f5fbf',
  'ast-grep': '#b3541e',
  ruff: '#7a3fa0',
  'django-upgrade': '#a01f3f',
  LibCST: '#555555',
  semgrep: '#8a6d00',
};
const FILES = [60, 500, 5_000, 50_000];
const TIMES: readonly (readonly [number, string])[] = [
  [10, '10 ms'],
  [100, '100 ms'],
  [1_000, '1 s'],
  [10_000, '10 s'],
  [100_000, '100 s'],
];

const x = scale(50, 60_000, MARGIN.left, WIDTH - MARGIN.right);
const y = scale(8, 120_000, HEIGHT - MARGIN.bottom, MARGIN.top);

/** The cost of each tool against the number of files, both logarithmic, as an SVG picture. */
export function plot(rows: readonly Row[]): string {
  const lines = Object.entries(COLOURS).flatMap(([tool, colour]) => {
    const points = rows
      .filter((row) => row.tool === tool && FILES.includes(row.files) && !row.tree.includes('git'))
      .map(({ files, timing }) => [x(files), y(timing.median)] as const);
    return points.length === 0 ? [] : [line(tool, colour, points)];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>Cost against the number of Python files</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${[...FILES.map(fileTick), ...TIMES.map(([value, text]) => timeTick(value, text)), ...lines].join('\n')}
<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">Python files</text>
</svg>
`;
}

function scale(from: number, to: number, start: number, end: number): (value: number) => string {
  return (value) => (start + ((end - start) * Math.log(value / from)) / Math.log(to / from)).toFixed(1);
}

function line(tool: string, colour: string, points: readonly (readonly [string, string])[]): string {
  const [lastX = '0', lastY = '0'] = points.at(-1) ?? [];
  return `<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>
<text x="${Number(lastX) + 6}" y="${Number(lastY) + 4}" fill="${colour}">${tool}</text>`;
}

function fileTick(files: number): string {
  const [top, bottom] = [MARGIN.top, HEIGHT - MARGIN.bottom];
  return `<line x1="${x(files)}" x2="${x(files)}" y1="${top}" y2="${bottom}" stroke="#dddddd"/>
<text x="${x(files)}" y="${bottom + 16}" text-anchor="middle">${files.toLocaleString('en')}</text>`;
}

function timeTick(value: number, text: string): string {
  return `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(value)}" y2="${y(value)}" stroke="#dddddd"/>
<text x="${MARGIN.left - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${text}</text>`;
}
