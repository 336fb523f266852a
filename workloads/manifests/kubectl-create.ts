/** A kubectl command that creates something, as the objects it would send. */
import { parseArgs } from 'node:util';
import { ConfigError, type KubeObject } from '../../engine/index.js';
import { type LoadedObject, loadObjects } from './load-objects.js';

const understood =
  'kubectl create deployment NAME --image=IMAGE [--replicas=N], kubectl create job NAME --image=IMAGE, kubectl run NAME --image=IMAGE';

const options = {
  image: { type: 'string', multiple: true },
  replicas: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  port: { type: 'string' },
  labels: { type: 'string', short: 'l' },
  restart: { type: 'string' },
} as const;

/** What the command's words say. */
interface Wish {
  readonly kind: 'deployment' | 'job' | 'pod';
  readonly name: string;
  readonly namespace: string;
  readonly images: readonly string[];
  readonly replicas: number;
  readonly port: number | null;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly restart: string;
}

/** Reads the command; words are split at spaces. */
export function kubectlCreate(command: string, namespace: string): LoadedObject[] {
  const object = objectOf(wishOf(command, namespace));
  return loadObjects([{ value: object, source: { name: 'kubectl', locate: () => command } }]).objects as LoadedObject[];
}

function wishOf(command: string, namespace: string): Wish {
  const { positionals, values } = parse(command);
  const [kubectl, verb, second, third] = positionals;
  const kind = verb === 'run' ? 'pod' : verb === 'create' ? kindNamed(second) : undefined;
  const name = verb === 'run' ? second : third;
  const least = verb === 'run' ? 3 : 4;
  if (kubectl !== 'kubectl' || kind === undefined || name === undefined) throw notUnderstood(command);
  if (positionals.length > least && !command.includes(' -- ')) {
    throw notUnderstood(command, `has a word too many: ${positionals[least]}`);
  }
  const images = values.image ?? [];
  if (images.length === 0) throw notUnderstood(command, 'lacks --image=IMAGE');
  return {
    kind,
    name,
    namespace: values.namespace ?? namespace,
    images,
    replicas: wholeNumber('--replicas', values.replicas, 0) ?? 1,
    port: wholeNumber('--port', values.port, 1),
    labels: values.labels === undefined ? null : labelsIn(values.labels),
    restart: values.restart ?? 'Always',
  };
}

function parse(command: string) {
  try {
    return parseArgs({ args: command.trim().split(/\s+/), options, allowPositionals: true });
  } catch (error) {
    throw notUnderstood(command, (error as Error).message.replace(/[.\n].*/s, ''));
  }
}

function kindNamed(text: string | undefined): Wish['kind'] | undefined {
  if (text === 'deployment' || text === 'deploy') return 'deployment';
  return text === 'job' ? 'job' : undefined;
}

function notUnderstood(command: string, problem = 'is not a command that is simulated'): ConfigError {
  return new ConfigError({ source: 'kubectl', value: command, problem, remedy: `understood are: ${understood}` });
}

function wholeNumber(option: string, text: string | undefined, least: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least && text !== '') return value;
  const problem = `is not a whole number, ${least} or more`;
  throw new ConfigError({ source: 'kubectl', path: option, value: text, problem });
}

/** "a=b,c=d" */
function labelsIn(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const bad = pairs.find((pair) => pair.length !== 2 || pair[0] === '');
  if (bad === undefined) return Object.fromEntries(pairs);
  throw new ConfigError({
    source: 'kubectl',
    path: '--labels',
    value: text,
    problem: 'is not a list of labels',
    remedy: 'write KEY=VALUE,KEY2=VALUE2',
  });
}

/** `kubectl run --replicas=N` made a Deployment until kubectl 1.18; it still does here. */
function objectOf(wish: Wish): KubeObject {
  const { kind, name, namespace, replicas, restart } = wish;
  const containers = containersOf(wish);
  if (kind === 'job') {
    const template = { spec: { containers, restartPolicy: 'Never' } };
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace }, spec: { template } };
  }
  if (kind === 'pod' && replicas === 1) {
    const labels = wish.labels ?? { run: name };
    const spec = { containers, restartPolicy: restart };
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec };
  }
  const labels = wish.labels ?? { app: name };
  const template = { metadata: { labels }, spec: { containers } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
}

function containersOf({ images, port }: Wish) {
  return images.map((image, i) => ({
    name: images.length === 1 ? containerName(image) : `${containerName(image)}-${i}`,
    image,
    ...(port === null ? {} : { ports: [{ containerPort: port }] }),
  }));
}

/** "registry.example/team/web:1.2" runs in a container named "web". */
function containerName(image: string): string {
  return image
    .split('/')
    .at(-1)!
    .replace(/[:@].*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-');
}
