/** The project's sources as TypeScript's own parser sees them. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

export interface Source {
  /** "engine/kernel/stream.ts" */
  readonly path: string;
  readonly text: string;
  readonly tree: SourceFile;
}

/** Something that a rule forbids, as "engine/kernel/stream.ts:12: Math.random". */
export type Finding = string;
export type Rule = (source: Source) => Finding[];

/** Every source that tsconfig.json includes. */
export function projectSources(): Source[] {
  const root = projectRoot();
  return parsed(root, new API({ cwd: root }));
}

/** Sources that are not there, for the rules' own tests: text by path. */
export function imaginedSources(texts: Readonly<Record<string, string>>): Source[] {
  const root = '/imagined';
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${root}/${path}`, text]));
  const fs = createVirtualFileSystem({ ...files, [`${root}/tsconfig.json`]: '{}' });
  return parsed(root, new API({ cwd: root, fs }));
}

/** The folder of package.json, from the sources and from dist. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

function parsed(root: string, api: API): Source[] {
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects();
    return project!.rootFiles.map((file) => {
      const tree = project!.program.getSourceFile(file)!;
      return { path: relative(root, file).split(sep).join('/'), text: tree.text, tree };
    });
  } finally {
    api.close();
  }
}

/** Calls `visit` for every node of the tree, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  node.forEachChild((child) => {
    walk(child, visit);
  });
}

/** A finding at a place in the text. */
export function finding({ path, text }: Source, offset: number, what: string): Finding {
  return `${path}:${lineOf(text, offset)}: ${what}`;
}

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Whether the source is a test, or stands beside tests to help them. */
export function isTest(path: string): boolean {
  return /(\.test|\.golden|(^|\/)(testing|[a-z-]+-testing))\.ts$/.test(path);
}
