/** npm run bench [-- SUITE …]: runs a suite of benchmarks; without one, the micro-benchmarks. */

const suites: Readonly<Record<string, () => Promise<unknown>>> = {
  micro: () => import('./micro/main.js'),
  goals: () => import('./goals/main.js'),
  auto: () => import('./goals/auto.js'),
  curve: () => import('./goals/curve.js'),
  versus: () => import('./versus/main.js'),
  oracle: () => import('./oracle/main.js'),
  memory: () => import('./memory/main.js'),
};

const [name = 'micro', ...rest] = process.argv.slice(2);
const known = Object.hasOwn(suites, name);
// A suite reads its own arguments; a text that is no suite's name picks micro-benchmarks.
process.argv = [...process.argv.slice(0, 2), ...(known ? rest : process.argv.slice(2))];
await suites[known ? name : 'micro']!();
