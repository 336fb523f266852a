/** Import directions: bench → workloads, reports, engine; workloads → engine; reports → engine; engine → nothing of ours; rooms by their index. */
import { dirname, posix } from 'node:path';
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isStringLiteral,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { type Finding, finding, isTest, type Rule, type Source, walk } from './sources.js';

/** Wings that a wing may import, beside itself. */
const directions: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  workloads: ['engine'],
  reports: ['engine'],
  bench: ['workloads', 'reports', 'engine'],
};

/** The rule for these sources: a wing, and a folder of it that has an index, are rooms. */
export function importRule(sources: readonly Source[]): Rule {
  const isFace = /^[^/]+(\/[^/]+)?\/index\.ts$/;
  const rooms = new Set(sources.filter(({ path }) => isFace.test(path)).map(({ path }) => dirname(path)));
  return (source) => importFindings(source, rooms);
}

function importFindings(source: Source, rooms: ReadonlySet<string>): Finding[] {
  return importsOf(source).flatMap(({ specifier, offset }) => {
    if (!specifier.startsWith('.')) return [];
    const target = posix.join(dirname(source.path), specifier).replace(/\.js$/, '');
    const wrong = faultOf(source.path, target, rooms);
    return wrong === null ? [] : [finding(source, offset, `imports ${target}: ${wrong}`)];
  });
}

/** Every module that the source names: import, export from, import(). */
export function importsOf({ tree }: Source): { specifier: string; offset: number }[] {
  const found: { specifier: string; offset: number }[] = [];
  walk(tree, (node) => {
    const isDynamic = isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword;
    const named = isDynamic
      ? node.arguments[0]
      : isImportDeclaration(node) || isExportDeclaration(node)
        ? node.moduleSpecifier
        : undefined;
    if (named && isStringLiteral(named)) found.push({ specifier: named.text, offset: named.pos });
  });
  return found;
}

function faultOf(path: string, target: string, rooms: ReadonlySet<string>): string | null {
  const from = wingOf(path);
  const to = wingOf(target);
  if (from !== to && !directions[from]?.includes(to)) return `${from} → ${to}`;
  const closed = outermostUnentered(path, target, rooms);
  if (closed === null || target.endsWith('/index') || (isTest(path) && isTest(`${target}.ts`))) return null;
  return `outside ${closed} only its index is imported`;
}

/** The outermost room that holds the target and does not hold the importer; null if there is none. */
function outermostUnentered(path: string, target: string, rooms: ReadonlySet<string>): string | null {
  const folders = dirname(target).split('/');
  const around = folders.map((_, i) => folders.slice(0, i + 1).join('/'));
  return around.find((room) => rooms.has(room) && !path.startsWith(`${room}/`)) ?? null;
}

function wingOf(path: string): string {
  return path.split('/', 1)[0]!;
}
