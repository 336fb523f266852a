/** Says what is wrong with a value that should be a distribution. */

/** One fault: where it is, and a sentence that names the remedy. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** The faults of `value` as a distribution of numbers that are not negative; an empty list when it is one. */
export function validateDistribution(value: unknown, path: string): Fault[] {
  if (typeof value === 'number') return numberFaults(value, path, 0);
  if (!isRecord(value)) return [{ path, message: `expected a number or a distribution, one of ${FORMS}` }];
  const keys = Object.keys(value);
  const form = keys.find((key) => key in PARAMETERS);
  if (form === undefined) return [{ path, message: `unknown distribution; give one of ${FORMS}` }];
  if (form === 'p50') return lognormalFaults(value, path, 'p50', 'p99');
  if (form === 'p50Us') return lognormalFaults(value, path, 'p50Us', 'p99Us');
  const extra = otherKeys(value, path, [form]);
  return [...extra, ...PARAMETERS[form]!(value[form], `${path}.${form}`)];
}

type Check = (value: unknown, path: string) => Fault[];

const PARAMETERS: Readonly<Record<string, Check>> = {
  p50: () => [],
  p50Us: () => [],
  constant: (value, path) => numberFaults(value, path, 0),
  uniform: (value, path) => orderedPair(value, path, 'min', 'max', 0),
  exponential: (value, path) => fields(value, path, ['mean']),
  pareto: (value, path) => fields(value, path, ['min', 'shape']),
  weibull: (value, path) => fields(value, path, ['scale', 'shape']),
  empirical: empiricalFaults,
};

const FORMS =
  '{ p50, p99 }, { p50Us, p99Us }, { constant }, { uniform: { min, max } }, { exponential: { mean } }, ' +
  '{ pareto: { min, shape } }, { weibull: { scale, shape } }, { empirical: [{ value, weight }, …] }';

function lognormalFaults(value: Record<string, unknown>, path: string, median: string, tail: string): Fault[] {
  return orderedPair(value, path, median, tail, SMALLEST_POSITIVE);
}

/** Two numbers, of which the second is not the smaller. */
function orderedPair(value: unknown, path: string, low: string, high: string, atLeast: number): Fault[] {
  if (!isRecord(value)) return [{ path, message: `expected { ${low}, ${high} }` }];
  const faults = [
    ...otherKeys(value, path, [low, high]),
    ...numberFaults(value[low], `${path}.${low}`, atLeast),
    ...numberFaults(value[high], `${path}.${high}`, atLeast),
  ];
  if (faults.length > 0 || Number(value[low]) <= Number(value[high])) return faults;
  return [{ path: `${path}.${high}`, message: `must not be less than ${low} (${value[low]}); it is ${value[high]}` }];
}

function fields(value: unknown, path: string, names: readonly string[]): Fault[] {
  if (!isRecord(value)) return [{ path, message: `expected { ${names.join(', ')} }` }];
  const faults = otherKeys(value, path, names);
  for (const name of names) faults.push(...numberFaults(value[name], `${path}.${name}`, SMALLEST_POSITIVE));
  return faults;
}

function empiricalFaults(value: unknown, path: string): Fault[] {
  if (!Array.isArray(value) || value.length === 0) {
    return [{ path, message: 'expected a list of { value, weight } with at least one entry' }];
  }
  const faults = value.flatMap((entry: unknown, i) => entryFaults(entry, `${path}[${i}]`));
  if (faults.length > 0 || value.some((entry) => entry.weight > 0)) return faults;
  return [{ path, message: 'at least one weight must be greater than 0' }];
}

function entryFaults(entry: unknown, path: string): Fault[] {
  if (!isRecord(entry)) return [{ path, message: 'expected { value, weight }' }];
  return [
    ...otherKeys(entry, path, ['value', 'weight']),
    ...numberFaults(entry['value'], `${path}.value`, 0),
    ...numberFaults(entry['weight'], `${path}.weight`, 0),
  ];
}

function numberFaults(value: unknown, path: string, atLeast: number): Fault[] {
  if (typeof value === 'number' && value >= atLeast && value < Number.POSITIVE_INFINITY) return [];
  const bound = atLeast > 0 ? 'a number greater than 0' : 'a number, 0 or greater';
  return [{ path, message: `must be ${bound}; it is ${value === undefined ? 'missing' : JSON.stringify(value)}` }];
}

function otherKeys(value: Record<string, unknown>, path: string, known: readonly string[]): Fault[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: `${path}.${key}`, message: `unknown field; expected ${known.join(', ')}` }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SMALLEST_POSITIVE = Number.MIN_VALUE;
