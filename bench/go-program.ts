/** Builds the Go programs that drive the real kube-scheduler, each once: the binary stays in node_modules/.cache. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from './package-root.js';

const execute = promisify(execFile);

/** The program's path, or why there is none. */
export type GoProgram = { readonly path: string } | { readonly absent: string };

/** Builds the module in bench/<wing>/real; `building` hears it where a build begins: the first one compiles Kubernetes and takes minutes. */
export async function buildGo(wing: 'versus' | 'oracle', building: () => void): Promise<GoProgram> {
  const sources = join(packageRoot(), 'bench', wing, 'real');
  if (!existsSync(sources)) return { absent: 'its Go module is in the repository, not in the npm package' };
  const version = await goVersion();
  if (version === null) return { absent: 'there is no go command' };
  const folder = join(packageRoot(), 'node_modules', '.cache', `seatrial-${wing}`, hashOf(sources, version));
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

async function goVersion(): Promise<string | null> {
  try {
    return (await execute('go', ['version'])).stdout;
  } catch {
    return null;
  }
}

function hashOf(folder: string, version: string): string {
  const hash = createHash('sha256').update(version);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) {
    const path = join(folder, name);
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Builds a copy: go may complete go.mod and go.sum, and the repository stays as it is. */
async function build(sources: string, folder: string, path: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  cpSync(sources, folder, { recursive: true });
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  await execute('go', ['build', '-o', `${path}.new`, '.'], { cwd: folder, env, maxBuffer: 2 ** 26 });
  renameSync(`${path}.new`, path);
}

function lastLine(error: unknown): string {
  const { stderr = '', message } = error as { stderr?: string; message: string };
  return (stderr.trim() || message).split('\n').at(-1)!;
}
