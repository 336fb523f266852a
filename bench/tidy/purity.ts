/** What the engine may not touch: clocks, chance, files, networks, and mathematics that differs between machines. */
import { builtinModules } from 'node:module';
import {
  isBigIntLiteral,
  isBinaryExpression,
  isCallExpression,
  isIdentifier,
  isNewExpression,
  isNumericLiteral,
  isPropertyAccessExpression,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { importsOf } from './imports.js';
import { type Finding, finding, isTest, type Source, walk } from './sources.js';

/** Properties by what they are of; `*` is any. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  performance: ['*'],
  process:
    'env argv exit exitCode hrtime memoryUsage cpuUsage uptime cwd pid platform arch version versions nextTick stdout stderr stdin on once'.split(
      ' ',
    ),
  console: ['*'],
  Intl: ['*'],
  Math: 'random log log2 log10 log1p exp expm1 pow sin cos tan asin acos atan atan2 sinh cosh tanh cbrt hypot'.split(
    ' ',
  ),
  '*': ['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'],
};

const forbiddenCalls = new Set(['fetch', 'setTimeout', 'setInterval', 'require']);
const ofNode = new Set(builtinModules);
/** Modules of others that the engine builds on. */
const packages = new Set(['seedrandom']);

/** The pool's threads: what they need of node. */
const workerFiles = /^engine\/hotpath\/(pool|worker)/;
const workerModules = new Set(['node:worker_threads', 'node:url', 'piscina']);

export function purityFindings(source: Source): Finding[] {
  if (!source.path.startsWith('engine/') || isTest(source.path)) return [];
  const found: Finding[] = [];
  for (const { specifier, offset } of importsOf(source)) {
    if (!mayImport(source.path, specifier)) found.push(finding(source, offset, `imports ${specifier}`));
  }
  walk(source.tree, (node) => {
    const what = impurityOf(node);
    if (what !== null) found.push(finding(source, node.getStart(), what));
  });
  return found;
}

function mayImport(path: string, specifier: string): boolean {
  if (workerFiles.test(path) && workerModules.has(specifier)) return true;
  if (specifier.startsWith('node:') || ofNode.has(specifier)) return false;
  return specifier.startsWith('.') || packages.has(specifier);
}

function impurityOf(node: Node): string | null {
  if (isPropertyAccessExpression(node)) {
    const { text: name } = node.name;
    const owner = isIdentifier(node.expression) ? node.expression.text : '';
    const isForbidden = forbidden[owner]?.some((known) => known === name || known === '*');
    return isForbidden || forbidden['*']!.includes(name) ? `${owner}.${name}` : null;
  }
  if (isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length) return 'new Date()';
  if (isCallExpression(node) && isIdentifier(node.expression) && forbiddenCalls.has(node.expression.text)) {
    return `${node.expression.text}()`;
  }
  const isPower = isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.AsteriskAsteriskToken;
  return isPower && !isExact(node.left, node.right) ? 'a power (**) that may differ in the last bit' : null;
}

/** Powers of literals and of big integers. */
function isExact(base: Node, exponent: Node): boolean {
  return isBigIntLiteral(base) || (isNumericLiteral(base) && isNumericLiteral(exponent));
}

function isNamed(node: Node, name: string): boolean {
  return isIdentifier(node) && node.text === name;
}
