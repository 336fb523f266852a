/** Comments: each file opens with what it is; nothing is left over in them. */
import {
  isNoSubstitutionTemplateLiteral,
  isRegularExpressionLiteral,
  isStringLiteral,
  isTemplateHead,
  isTemplateMiddle,
  isTemplateTail,
} from 'typescript/unstable/ast';
import { type Finding, finding, isTest, type Source, walk } from './sources.js';

/** Notes to oneself, split so that this file does not hold them. */
const leftOver = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
/** Statements, not sentences. */
const code =
  /^\s*(((const|let|var) \w+ =.*|(import|export) [\w*{].* from .*|return [^.]*|\w+(\.\w+)*\([^)]*\)|[\w.]+ [+-]?= [^.]*);|(if|for) \(.*\) .*[;{]|[{}])\s*$/;

/** On one line, or on several. */
const opening = /^\/\*\* \S.*[.:)] \*\/\n|^\/\*\*\n \* \S[\s\S]*?\.\n \*\/\n/;

export interface Comment {
  /** Without its slashes and stars. */
  readonly text: string;
  readonly offset: number;
}

export function commentFindings(source: Source): Finding[] {
  const found: Finding[] = [];
  const body = source.text.replace(/^#!.*\n/, '');
  if (!isTest(source.path) && !opening.test(body)) {
    found.push(finding(source, 0, 'does not open with a sentence in /** … */'));
  }
  for (const { text, offset } of commentsOf(source)) {
    if (leftOver.test(text)) found.push(finding(source, offset, `a left-over: ${text.trim()}`));
    else if (text.split('\n').some((line) => code.test(line))) {
      found.push(finding(source, offset, `code in a comment: ${text.trim().split('\n')[0]}`));
    }
  }
  return found;
}

/** Comments, found between what is quoted. */
export function commentsOf({ text, tree }: Source): Comment[] {
  const quoted: { from: number; to: number }[] = [];
  walk(tree, (node) => {
    const isQuoted =
      isStringLiteral(node) ||
      isNoSubstitutionTemplateLiteral(node) ||
      isRegularExpressionLiteral(node) ||
      isTemplateHead(node) ||
      isTemplateMiddle(node) ||
      isTemplateTail(node);
    if (isQuoted) quoted.push({ from: node.getStart(), to: node.end });
  });
  const comments: Comment[] = [];
  let from = 0;
  for (const { from: to, to: next } of [...quoted, { from: text.length, to: text.length }]) {
    for (const match of text.slice(from, to).matchAll(/\/\/(.*)|\/\*([\s\S]*?)\*\//g)) {
      const said = match[1] ?? match[2]!.replace(/^\s*\*+ ?/gm, '');
      comments.push({ text: said, offset: from + match.index });
    }
    from = next;
  }
  return comments;
}
