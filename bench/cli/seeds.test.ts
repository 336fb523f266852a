/** seatrial run --seeds as a process: what each seed's own run gives, side by side, whatever the number of threads. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, inParallel, podYaml, smallScenario, start, workbench } from './testing.js';

const bench = workbench();
bench.write('small.yaml', smallScenario);
bench.write('long.yaml', smallScenario.replace('duration: 2m', 'duration: 1000h').replace('to: 1m', 'to: 1000h'));
bench.write('pod.yaml', podYaml('a'));
bench.write('file', '');
bench.write(
  'prefers.mjs',
  `export default { name: 'Prefers', signs: () => null,
  score: { dependsOn: 'node-static', score: (_pod, node) => (node.name === 'general-2' ? 100 : 0) } };`,
);

/** File names below a folder with their content. */
function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(join(bench.folder, folder), { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(join(bench.folder, folder).length), readFileSync(file, 'utf8')]),
  );
}

/** Without the line that tells real time. */
const told = (out: string) => out.replace(/^.* of real time.*$/m, '');

test('one run at a time and two print and write the same, and each seed what its own run writes', async () => {
  const seeds = ['run', 'small.yaml', '--seeds', '3', '--out'];
  const [one, two] = await inParallel(['1', '2'], (jobs) => bench.printed([...seeds, `jobs-${jobs}`, '--jobs', jobs]));
  await inParallel(['1', '2', '3'], (seed) =>
    bench.printed(['run', 'small.yaml', '--seed', seed, '--out', `own-${seed}`]),
  );
  equal(told(one!), told(two!));
  const content = contentOf('jobs-1');
  deepEqual(contentOf('jobs-2'), content);
  for (const seed of ['1', '2', '3'])
    for (const [name, text] of Object.entries(contentOf(`own-${seed}`)))
      equal(content[`/seed-${seed}${name}`], text, name);
  equal(Object.keys(content).length, 3 * Object.keys(contentOf('own-1')).length + 1);
  ok(content['/seeds.csv']!.endsWith('\n'));
});

test('the table has a line for each seed and three over all of them', async () => {
  const out = await bench.printed(['run', 'small.yaml', '--seeds', '3']);
  match(
    out,
    /^seatrial · small, 3 seeds\n\nseed +bound +unplaced +pods\/s +created → bound p50 +p99 +ended +digest\n1 /,
  );
  const lines = out.split('\n').slice(3, 10);
  deepEqual(
    lines.map((line) => line.split(/ {2,}/)[0]),
    ['1', '2', '3', '', 'min', 'median', 'max'],
  );
  for (const line of lines.slice(0, 3)) match(line, / 1 .* 2m00s {2}[0-9a-f]{32}$/); //  the huge pod is unplaced
  match(out, /\nNext:\n {2}seatrial run small\.yaml --seed 1 {4}/);
});

interface RunJson {
  readonly seed: string;
  readonly digest: string;
}

test('seeds by name, in their order: -o json is an array of runs, -o csv a line each', async () => {
  const both = ['json', 'csv'].map((format) => ['run', 'small.yaml', '--seeds', 'b,7,a', '--jobs', '2', '-o', format]);
  const [json, csv] = await inParallel(both, (args) => bench.printed(args));
  const runs = JSON.parse(json!) as RunJson[];
  deepEqual(
    runs.map(({ seed }) => seed),
    ['b', '7', 'a'],
  );
  const lines = csv!.trimEnd().split('\n').slice(1);
  deepEqual(
    lines.map((line) => line.split(',').slice(0, 2)),
    runs.map(({ seed, digest }) => [seed, digest]),
  );
});

test('plugins take part, decisions are verified, and pods without a node fail where that was asked', async () => {
  const args = ['run', 'small.yaml', '--plugin', 'prefers.mjs', '--verify', '--fail-on-pending', '-o', 'json'];
  const [many, alone] = await inParallel(
    [
      ['--seeds', 'x,y'],
      ['--seed', 'y'],
    ],
    (which) => bench.seatrial([...args, ...which]),
  );
  deepEqual([many!.code, many!.err, alone!.code], [1, '', 1]);
  equal((JSON.parse(many!.out) as RunJson[])[1]!.digest, (JSON.parse(alone!.out) as RunJson).digest);
});

/** Interrupts runs once they are on their way; those that have not begun by then die of the signal, and the next are given more time. */
async function interrupted(args: readonly string[]): Promise<Ended> {
  for (let wallMs = 3000; ; wallMs *= 2) {
    const { process: child, ended } = start(args, bench.folder);
    await sleep(wallMs);
    child.kill('SIGINT');
    const end = await ended;
    if (end.code !== null || wallMs > 30_000) return end;
  }
}

test('Ctrl-C ends all runs with 130, and of those that were through nothing is left either', async () => {
  const many = ['run', 'small.yaml', '--seeds', '2000', '--jobs', '2', '--out', 'fresh'];
  const [some, none] = await inParallel(
    [many, ['run', 'long.yaml', '--seeds', '2', '--out', 'fresh-too']],
    interrupted,
  );
  deepEqual([some!.code, some!.out, none!.code, none!.out], [130, '', 130, '']);
  match(
    some!.err,
    /^seatrial: interrupted with \d+ of 2,000 runs done(, another at .* events)?; nothing was written\n$/,
  );
  match(
    none!.err,
    /^seatrial: interrupted with 0 of 2 runs done(, another at .* of 1000h00m of .*)?; nothing was written\n$/,
  );
  for (const folder of ['fresh', 'fresh-too']) ok(!existsSync(join(bench.folder, folder)), folder);
});

/** Options after "run", and what is said of them. */
const mistakes: readonly [args: readonly string[], sentence: RegExp][] = [
  [['--seeds', '0'], /argument '0' is invalid\. Give how many, 1 to 10000, or seeds with commas between them\.$/],
  [['--seeds', '1.5'], /argument '1\.5' is invalid\. Give how many, /],
  [['--seeds=-2'], /argument '-2' is invalid\. Give how many, /],
  [['--seeds', '10001'], /argument '10001' is invalid\. Give how many, /],
  [['--seeds', 'abc'], /argument 'abc' is invalid\. Give how many, /],
  [['--seeds', '1,,2'], /A seed is missing beside a comma\.$/],
  [['--seeds', '1,2,1'], /The seed 1 stands there twice\.$/],
  [['--seeds', '../a,b'], /The seed "\.\.\/a" cannot name a folder: /],
  [['--seeds', '2', '--seed', '3'], /option '--seeds <n\|a,b,…>' cannot be used with option '--seed <seed>'$/],
  [['--seeds', '2', '--workers', '2'], /'--seeds <n\|a,b,…>' cannot be used with option '--workers <n>'$/],
  [['--seeds', '2', '--jobs', '0'], /the number of runs at the same time is a whole number from 1 to 512\.$/],
  [['--jobs', '100000'], /the number of runs at the same time is a whole number from 1 to 512\.$/],
  [['--jobs', '2'], /--jobs: is about runs of several seeds; add --seeds, or use --workers for one run$/],
  [['--seeds', '2', '--out', 'file'], /--out: "file" cannot be written \(ENOTDIR\); /],
  [['--seeds', '2', '--feature-gates', 'NoSuch=true'], /^seatrial: --feature-gates: .*NoSuch/],
];

test('what is wrong is said in one sentence, with 2, and nothing is written', async () => {
  await inParallel(mistakes, async ([args, sentence]) => {
    const { code, out, err } = await bench.seatrial([
      'run',
      '-f',
      'pod.yaml',
      '--nodes',
      '1',
      '--out',
      'results',
      ...args,
    ]);
    const [first, ...more] = err.trimEnd().split('\n');
    deepEqual([code, out], [2, ''], err);
    match(first!, sentence);
    ok(
      more.every((line) => line === '(seatrial --help tells more)'),
      err,
    );
  });
  ok(!existsSync(join(bench.folder, 'results')));
});
