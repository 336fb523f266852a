/** Builds the program that drives the real kube-scheduler, once: the binary stays in node_modules/.cache. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The program's path, or why there is none. */
export type RealProgram = { readonly path: string } | { readonly absent: string };

/** `building` hears it where a build begins: the first one compiles Kubernetes and takes minutes. */
export async function buildReal(building: () => void): Promise<RealProgram> {
  const sources = join(projectRoot(), 'bench', 'versus', 'real');
  if (!existsSync(sources)) return { absent: 'its Go module is in the repository, not in the npm package' };
  const version = await goVersion();
  if (version === null) return { absent: 'there is no go command' };
  const folder = join(projectRoot(), 'node_modules', '.cache', 'seatrial-versus', hashOf(sources, version));
  const path = join(folder, process.platform === 'win32' ? 'real.exe' : 'real');
  if (existsSync(path)) return { path };
  building();
  try {
    await build(sources, folder, path);
  } catch (error) {
    rmSync(folder, { recursive: true });
    return { absent: `it does not build: ${lastLine(error)}` };
  }
  return { path };
}

function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

async function goVersion(): Promise<string | null> {
  try {
    return (await execute('go', ['version'])).stdout;
  } catch {
    return null;
  }
}

function hashOf(folder: string, version: string): string {
  const hash = createHash('sha256').update(version);
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Builds a copy: go may complete go.mod and go.sum, and the repository stays as it is. */
async function build(sources: string, folder: string, path: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(sources)) copyFileSync(join(sources, name), join(folder, name));
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  await execute('go', ['build', '-o', `${path}.new`, '.'], { cwd: folder, env, maxBuffer: 2 ** 26 });
  renameSync(`${path}.new`, path);
}

function lastLine(error: unknown): string {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  return (stderr.trim() || message).split('\n').at(-1)!;
}
