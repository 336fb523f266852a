/** How long files and functions may be. */
import {
  isArrowFunction,
  isConstructorDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isGetAccessorDeclaration,
  isMethodDeclaration,
  type Node,
} from 'typescript/unstable/ast';
import { type Finding, finding, isTest, lineOf, type Source, walk } from './sources.js';

const longestFile = 400;
const longestFunction = 50;

export function sizeFindings(source: Source): Finding[] {
  const lines = lineOf(source.text, source.text.length - 1);
  const found = lines > longestFile ? [finding(source, 0, `has ${lines} lines, ${longestFile} is the most`)] : [];
  if (isTest(source.path)) return found;
  walk(source.tree, (node) => {
    if (!isFunction(node)) return;
    const own = ownLines(source, node);
    if (own > longestFunction) {
      found.push(finding(source, node.getStart(), `a function of ${own} lines, ${longestFunction} is the most`));
    }
  });
  return found;
}

/** Lines of a function without those of the named functions within it, which are measured by themselves. */
function ownLines({ text }: Source, node: Node): number {
  const span = (of: Node) => lineOf(text, of.end) - lineOf(text, of.getStart()) + 1;
  let inner = 0;
  const subtract = (child: Node) => {
    if (isNamedFunction(child)) inner += span(child);
    else child.forEachChild(subtract);
  };
  node.forEachChild(subtract);
  return span(node) - inner;
}

function isFunction(node: Node): boolean {
  return isNamedFunction(node) || isArrowFunction(node) || isFunctionExpression(node);
}

function isNamedFunction(node: Node): boolean {
  return (
    isFunctionDeclaration(node) ||
    isMethodDeclaration(node) ||
    isConstructorDeclaration(node) ||
    isGetAccessorDeclaration(node)
  );
}
