/** Draws costs of decisions over sizes of clusters as an SVG picture, both axes logarithmic. */
import type { DecisionCost } from './decision-costs.js';

const width = 860;
const height = 460;
const left = 70;
const right = 210;
const top = 30;
const bottom = 50;
const colours = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#777777'];

/** `ns` on the left axis, nodes below; one line a kind. */
export function curvePicture(costs: readonly DecisionCost[]): string {
  const [fewest, most] = [Math.min, Math.max].map((of) => of(...costs.map(({ nodes }) => nodes))) as [number, number];
  const [least, greatest] = [Math.min, Math.max].map((of) => of(...costs.map(({ wallNs }) => wallNs))) as [
    number,
    number,
  ];
  const low = Math.floor(Math.log10(least));
  const high = Math.ceil(Math.log10(greatest));
  const x = (nodes: number) => left + ((width - left - right) * Math.log(nodes / fewest)) / Math.log(most / fewest);
  const y = (ns: number) => height - bottom - ((height - top - bottom) * (Math.log10(ns) - low)) / (high - low);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    '<title>time of one decision over the number of nodes, by kind of pod</title>',
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${left}" y="18">time of one decision, every node scored</text>`,
  ];
  for (let power = low; power <= high; power++) {
    const at = y(10 ** power);
    parts.push(`<path d="M${left} ${at}H${width - right}" stroke="#ddd"/>`);
    parts.push(`<text x="${left - 8}" y="${at + 4}" text-anchor="end">${told(10 ** power)}</text>`);
  }
  for (const nodes of new Set(costs.map((cost) => cost.nodes)))
    parts.push(
      `<text x="${x(nodes)}" y="${height - bottom + 20}" text-anchor="middle">${nodes.toLocaleString('en')}</text>`,
    );
  parts.push(`<text x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle">nodes</text>`);
  parts.push(...lines(costs, x, y), '</svg>');
  return `${parts.join('\n')}\n`;
}

function lines(costs: readonly DecisionCost[], x: (nodes: number) => number, y: (ns: number) => number): string[] {
  const kinds = [...new Set(costs.map(({ kind }) => kind))];
  const ends = kinds.map((kind) => {
    const ofKind = costs.filter((cost) => cost.kind === kind);
    return { kind, ofKind, endY: y(ofKind.at(-1)!.wallNs) };
  });
  const labelY = spreadOut(ends.map(({ endY }) => endY));
  return ends.flatMap(({ kind, ofKind }, i) => {
    const colour = colours[i % colours.length]!;
    const dashes = i < colours.length ? '' : ' stroke-dasharray="5 3"';
    const points = ofKind.map(({ nodes, wallNs }) => `${x(nodes).toFixed(1)},${y(wallNs).toFixed(1)}`).join(' ');
    return [
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>`,
      `<text x="${width - right + 10}" y="${(labelY[i]! + 4).toFixed(1)}" fill="${colour}">${kind}</text>`,
    ];
  });
}

/** Moves heights apart so that labels do not cover one another. */
function spreadOut(heights: readonly number[]): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const moved = [...heights];
  let last = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    moved[i] = Math.max(heights[i]!, last + 14);
    last = moved[i]!;
  }
  return moved;
}

function told(ns: number): string {
  if (ns < 1e3) return `${ns} ns`;
  return ns < 1e6 ? `${ns / 1e3} µs` : `${ns / 1e6} ms`;
}
