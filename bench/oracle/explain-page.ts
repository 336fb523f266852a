/** A page that shows one decision of each kind of case twice: the real kube-scheduler’s and ours. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttemptOutcome,
  type Explanation,
  type NodeExplanation,
  type Outcome,
  runCase,
} from '../../engine/conformance/index.js';
import { releaseOf } from '../../engine/framework/index.js';
import { bundledCases, type JudgedCase, readCases } from '../conformance/index.js';
import { type Place, type TellingDecision, tellingDecision } from './telling-decision.js';

const minor = '1.36';

const opening = `# Side by side

One decision of each kind of case, as the real kube-scheduler v1.36.3 made it and as seatrial makes it: of all that come with seatrial, the
first in which most plugins had a say. Scores are normalised and weighted. \`seatrial explain\` asks the same function of a run.
\`npm run bench -- oracle --page workloads/conformance/EXPLAIN.md\` writes this page (it needs no Go), and a test compares it with what that would write now.
`;

export function explainPage(): string {
  const folder = bundledCases(minor);
  const sections = readdirSync(folder)
    .sort()
    .map((file) => section(file.split('.', 1)[0]!, tellingDecision([...readCases([join(folder, file)])])));
  return [opening, ...sections].join('\n');
}

function section(kind: string, { judged, place, pod }: TellingDecision): string {
  const { expect, ...input } = judged;
  const [theirs, ours] = [decisionAt(expect!, place), decisionAt(runCase(input, releaseOf(minor)), place)];
  const rows =
    'nodes' in theirs
      ? explanationRows(theirs, ours as Explanation)
      : attemptRows(theirs as AttemptOutcome, ours as AttemptOutcome);
  const where = 'phase' in place ? `, phase ${place.phase}, attempt ${place.attempt}` : '';
  const spec = JSON.stringify(specOf(judged, pod));
  return [
    `## ${kind}\n`,
    `Pod \`${pod}\` of case \`${judged.name}\`${where}:\n`,
    `\`\`\`json\n${spec}\n\`\`\`\n`,
    `| | kube-scheduler | seatrial |\n|---|---|---|`,
    ...rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`),
    '',
  ].join('\n');
}

function decisionAt({ explanations = [], phases = [] }: Outcome, place: Place): Explanation | AttemptOutcome {
  return 'phase' in place ? phases[place.phase]!.attempts[place.attempt]! : explanations[place.explanation]!;
}

/** The pod as the case has it, wherever it comes from. */
function specOf({ objects, steps = [] }: JudgedCase, pod: string): unknown {
  const made = [...objects, ...steps.flatMap(({ create = [] }) => create)];
  return made.find(
    ({ kind, metadata }) => kind === 'Pod' && `${metadata.namespace ?? 'default'}/${metadata.name}` === pod,
  )!.spec;
}

type Row = readonly [what: string, theirs: string, ours: string];

function explanationRows(theirs: Explanation, ours: Explanation): Row[] {
  const nodes = Object.keys(theirs.nodes).sort();
  const rows: readonly Row[] = [
    ...nodes.map((name): Row => [name, nodeText(theirs.nodes[name]), nodeText(ours.nodes[name])]),
    ['feasible', `${theirs.feasible}`, `${ours.feasible}`],
    ['chosen', theirs.node ?? '', ours.node ?? ''],
    ['message', theirs.message ?? '', ours.message ?? ''],
  ];
  return rows.filter(isSaid);
}

function nodeText(node: NodeExplanation | undefined): string {
  if (node === undefined) return 'nothing';
  const { code, plugin = '', reasons = [] } = node.filter;
  if (code !== 'Success') return `${plugin}: ${reasons.join(', ')} (${code})`;
  return node.total === undefined ? 'feasible' : `${node.total}: ${scoresText(node.scores)}`;
}

function attemptRows(theirs: AttemptOutcome, ours: AttemptOutcome): Row[] {
  const fields = [
    'result',
    'node',
    'evaluated',
    'feasible',
    'total',
    'message',
    'plugins',
    'nominated',
    'victims',
  ] as const;
  const rows = fields.map((field): Row => [field, valueText(theirs[field]), valueText(ours[field])]);
  return [...rows, ['scores', scoresText(theirs.scores), scoresText(ours.scores)] as const].filter(isSaid);
}

function valueText(value: string | number | readonly string[] | undefined): string {
  return value === undefined ? '' : typeof value === 'object' ? value.join(', ') : String(value);
}

function scoresText(scores: Readonly<Record<string, number>> = {}): string {
  return Object.keys(scores)
    .sort()
    .map((plugin) => `${plugin} ${scores[plugin]}`)
    .join(', ');
}

function isSaid([, theirs, ours]: Row): boolean {
  return theirs !== '' || ours !== '';
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
