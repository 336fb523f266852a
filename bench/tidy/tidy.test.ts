/** The house rules, held against every source; and each rule against a source that breaks it. */
import { deepEqual, ok } from 'node:assert/strict';
import test from 'node:test';
import { commentFindings } from './comments.js';
import { importRule } from './imports.js';
import { nameFindings } from './names.js';
import { purityFindings } from './purity.js';
import { sizeFindings } from './sizes.js';
import { imaginedSources, projectSources, type Rule, type Source } from './sources.js';

const sources = projectSources();

test('the sources are found', () => {
  ok(sources.length > 400, `${sources.length} sources`);
  for (const wing of ['engine', 'workloads', 'reports', 'bench']) ok(sources.some(({ path }) => path.startsWith(wing)));
});

const rules: readonly (readonly [fact: string, rule: (all: readonly Source[]) => Rule])[] = [
  ['imports go bench → workloads, reports → engine, and into rooms by their index', importRule],
  ['the engine knows no clock, chance, file, network, locale or rounding mathematics', () => purityFindings],
  ['files have at most 400 lines, functions 50', () => sizeFindings],
  ['files open with what they are; comments hold no code and no reminders', () => commentFindings],
  ['names are kebab-case, and nothing was left behind', () => nameFindings],
];
for (const [fact, rule] of rules) test(fact, () => deepEqual(sources.flatMap(rule(sources)), []));

test('an import in a wrong direction or past a room’s index is found', () => {
  const broken = imaginedSources({
    'engine/index.ts': '',
    'engine/kernel/index.ts': '',
    'engine/kernel/clock.ts': "import '../host.js';\nimport './index.js';",
    'engine/host.ts': "import '../workloads/index.js';",
    'engine/plugins/a.ts': "export * from '../kernel/clock.js';\nawait import('../kernel/clock.js');",
    'workloads/a.ts': "import '../engine/index.js';\nimport '../engine/kernel/index.js';\nimport '../engine/host.js';",
  });
  deepEqual(broken.flatMap(importRule(broken)).sort(), [
    'engine/host.ts:1: imports workloads/index: engine → workloads',
    'engine/plugins/a.ts:1: imports engine/kernel/clock: outside engine/kernel only its index is imported',
    'engine/plugins/a.ts:2: imports engine/kernel/clock: outside engine/kernel only its index is imported',
    'workloads/a.ts:3: imports engine/host: outside engine only its index is imported',
  ]);
});

test('whatever a run could not repeat is found in the engine, and only there', () => {
  const text = [
    "import { readFile } from 'node:fs';",
    'Date.now();',
    'new Date();',
    'Math.random();',
    'Math.log(2);',
    'x ** 2;',
    'performance.now();',
    'process.env;',
    'setTimeout(f, 1);',
    '"a".localeCompare("b");',
  ].join('\n');
  const [inEngine, inReports] = [imaginedSources({ 'engine/a.ts': text }), imaginedSources({ 'reports/a.ts': text })];
  deepEqual(
    inEngine.flatMap(purityFindings).map((found) => Number(found.split(':')[1])),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  deepEqual(inReports.flatMap(purityFindings), []);
  const pure = 'new Date(0); Math.sqrt(2); 2 ** 53; 10n ** n; const process = { kind: 1 }; process.kind;';
  deepEqual(imaginedSources({ 'engine/a.ts': pure }).flatMap(purityFindings), []);
});

test('a long file and a long function are found; functions within count by themselves', () => {
  const lines = (count: number) => '  f();\n'.repeat(count);
  const broken = imaginedSources({
    'engine/a.ts': `function a() {\n${lines(49)}}\n`, // 51 lines
    'engine/b.ts': `function a() {\n${lines(30)}function b() {\n${lines(30)}}\n}\n`, // 32 and 32
    'engine/c.ts': 'f();\n'.repeat(401),
  });
  deepEqual(broken.flatMap(sizeFindings), [
    'engine/a.ts:1: a function of 51 lines, 50 is the most',
    'engine/c.ts:1: has 401 lines, 400 is the most',
  ]);
});

test('a file without an opening sentence, code in a comment, a reminder are found', () => {
  const reminder = `TO${'DO'}: later`;
  const broken = imaginedSources({
    'engine/a.ts': 'f();\n',
    'engine/b.ts': `#!/usr/bin/env node\n/** Says so. */\n// const x = 1;\n// ${reminder}\nconst y = '// const z = 1;';\n`,
    'engine/c.ts': '/** etcd commits. */\n// return of the pod (it was there before); if one is, it stays\n',
  });
  deepEqual(broken.flatMap(commentFindings), [
    'engine/a.ts:1: does not open with a sentence in /** … */',
    'engine/b.ts:3: code in a comment: const x = 1;',
    `engine/b.ts:4: a left-over: ${reminder}`,
  ]);
});

test('a name of another fashion, a machine’s path, a debugging aid are found', () => {
  const home = `/${'home'}/me/x`;
  const broken = imaginedSources({
    'engine/aB.ts': '',
    'engine/old-a.ts': '',
    'engine/b.test.ts': 'test.only("x", f);\nconsole.log(1);\ndebugger;\n',
    'engine/c.ts': `const at = '${home}';\n`,
  });
  deepEqual(broken.flatMap(nameFindings).sort(), [
    'engine/aB.ts:1: is not named in kebab-case',
    'engine/b.test.ts:1: test.only',
    'engine/b.test.ts:2: console.log',
    'engine/b.test.ts:3: debugger',
    `engine/c.ts:1: a path of some machine: const at = '${home}';`,
    'engine/old-a.ts:1: looks left behind',
  ]);
});
