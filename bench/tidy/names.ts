/** Names and words: kebab-case files; nothing of the machine that something was written on. */
import {
  isCallExpression,
  isDebuggerStatement,
  isIdentifier,
  isPropertyAccessExpression,
} from 'typescript/unstable/ast';
import { type Finding, finding, isTest, type Source, walk } from './sources.js';

const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/;
/** Folders that are somebody's, split so that this file does not hold them. */
const machinePaths = new RegExp(
  `(^|[^\\w.])/(${['ro' + 'ot', 'ho' + 'me', 'Us' + 'ers', 'wo' + 'rk', 't' + 'mp'].join('|')})/`,
);
const leftBehind = /(^|[-/])(tmp|temp|old|backup|untitled)[-.\d]/;

export function nameFindings(source: Source): Finding[] {
  const found: Finding[] = [];
  if (!kebab.test(source.path)) found.push(finding(source, 0, 'is not named in kebab-case'));
  if (leftBehind.test(source.path)) found.push(finding(source, 0, 'looks left behind'));
  for (const [i, line] of source.text.split('\n').entries()) {
    if (machinePaths.test(line)) found.push(`${source.path}:${i + 1}: a path of some machine: ${line.trim()}`);
    if (/^(<{7}|>{7}|={7})( |$)/.test(line)) found.push(`${source.path}:${i + 1}: a conflict that was not merged`);
    if (/@ts-(ignore|nocheck|expect-error)/.test(line))
      found.push(`${source.path}:${i + 1}: types are not to be silenced`);
  }
  return [...found, ...leftOverCalls(source)];
}

/** Debugging aids; only the command line prints. */
function leftOverCalls(source: Source): Finding[] {
  const found: Finding[] = [];
  walk(source.tree, (node) => {
    if (isDebuggerStatement(node)) found.push(finding(source, node.getStart(), 'debugger'));
    if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return;
    const { expression: owner, name } = node.expression;
    const called = isIdentifier(owner) ? `${owner.text}.${name.text}` : '';
    const isAid = called.startsWith('console.') || (isTest(source.path) && /^(test|it|describe)\.only$/.test(called));
    if (isAid) found.push(finding(source, node.getStart(), called));
  });
  return found;
}
