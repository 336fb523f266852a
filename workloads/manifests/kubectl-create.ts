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

/** Reads the command; words are split at spaces. */
export function kubectlCreate(command: string, namespace: string): LoadedObject[] {
  const { positionals, values } = parse(command);
  const [kubectl, ...words] = positionals;
  const [verb, second, third] = words;
  const kind = verb === 'run' ? 'pod' : verb === 'create' ? kindNamed(second) : undefined;
  const name = verb === 'run' ? second : third;
  const images = values.image ?? [];
  if (kubectl !== 'kubectl' || kind === undefined || name === undefined || images.length === 0)
    throw notUnderstood(command);
  const replicas = Number(values.replicas ?? 1);
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw new ConfigError({
      source: 'kubectl',
      path: '--replicas',
      value: values.replicas,
      problem: 'is not a number of replicas',
    });
  }
  const object = objectOf(kind, name, values.namespace ?? namespace, images, replicas);
  return loadObjects([{ value: object, source: { name: 'kubectl', locate: () => command } }]).objects as LoadedObject[];
}

function parse(command: string) {
  try {
    return parseArgs({ args: command.trim().split(/\s+/), options, allowPositionals: true });
  } catch (error) {
    throw new ConfigError({
      source: 'kubectl',
      value: command,
      problem: (error as Error).message,
      remedy: `understood are: ${understood}`,
    });
  }
}

type Kind = 'deployment' | 'job' | 'pod';

function kindNamed(text: string | undefined): Kind | undefined {
  if (text === 'deployment' || text === 'deploy') return 'deployment';
  return text === 'job' ? 'job' : undefined;
}

function notUnderstood(command: string): ConfigError {
  return new ConfigError({
    source: 'kubectl',
    value: command,
    problem: 'is not a command that is simulated',
    remedy: `understood are: ${understood}`,
  });
}

/** `kubectl run --replicas=N` made a Deployment until kubectl 1.18; it still does here. */
function objectOf(
  kind: Kind,
  name: string,
  namespace: string,
  images: readonly string[],
  replicas: number,
): KubeObject {
  const containers = images.map((image, i) => ({
    name: images.length === 1 ? containerName(image) : `${containerName(image)}-${i}`,
    image,
  }));
  if (kind === 'pod' && replicas === 1) {
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels: { run: name } },
      spec: { containers },
    };
  }
  if (kind === 'job') {
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace },
      spec: { template: { spec: { containers, restartPolicy: 'Never' } } },
    };
  }
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: { replicas, selector: { matchLabels: labels }, template },
  };
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
