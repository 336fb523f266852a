/** Arrivals that never end keep a run without an end going for a virtual day: said before it begins, with what it comes to. */
import { type ArrivalProcess, type ArrivalSpec, longestRunUs } from '../../engine/index.js';

/** One sentence, or none where the run has an end or its arrivals do. */
export function endlessArrivals(untilUs: number | null, arrivals: readonly ArrivalSpec[]): string[] {
  if (untilUs !== null) return [];
  const endless = arrivals.filter(lastsADay);
  if (endless.length === 0) return [];
  const names = endless.map(({ name }) => name).join(', ');
  const pods = roughly(endless.reduce((sum, arrival) => sum + podsInADay(arrival), 0));
  return [
    `arrivals never end (${names}), so --until is a virtual day: they make about ${pods} pods in it; give --until or a duration for less`,
  ];
}

function lastsADay(arrival: ArrivalSpec): boolean {
  const { startUs, endUs, count } = arrival;
  return startUs < longestRunUs && endUs >= longestRunUs && (count === null || count > podsInADay(arrival));
}

function podsInADay({ process, startUs }: ArrivalSpec): number {
  return ((longestRunUs - startUs) / 1e6) * meanRatePerSecond(process);
}

function meanRatePerSecond(process: ArrivalProcess): number {
  if (process.kind === 'burst') return process.size / (process.everyUs / 1e6);
  if (process.kind === 'pattern') return meanOfPattern(process);
  return process.kind === 'gaps' ? 0 : process.ratePerSecond;
}

/** Linear between the points, and from the last to the first of the next period: the area of trapezia over the period. */
function meanOfPattern({ periodUs, points }: Extract<ArrivalProcess, { kind: 'pattern' }>): number {
  const area = points.reduce((sum, { atUs, ratePerSecond }, i) => {
    const next = points[(i + 1) % points.length]!;
    const widthUs = i + 1 < points.length ? next.atUs - atUs : next.atUs + periodUs - atUs;
    return sum + (widthUs * (ratePerSecond + next.ratePerSecond)) / 2;
  }, 0);
  return area / periodUs;
}

/** Two significant figures: 1728000 is "1,700,000". */
function roughly(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en');
}
