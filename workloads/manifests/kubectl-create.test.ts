/** kubectl commands as the objects they would send. */
import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import test from 'node:test';
import { ConfigError } from '../../engine/index.js';
import { kubectlCreate } from './kubectl-create.js';

const made = (command: string) => kubectlCreate(command, 'default')[0]!.object;

interface Workload {
  replicas: number;
  selector: unknown;
  restartPolicy: string;
  template: { metadata: unknown; spec: { restartPolicy: string } };
  containers: { name: string; image: string; ports?: { containerPort: number }[] }[];
}
const specOf = (command: string) => made(command)['spec'] as Workload;

test('create deployment', () => {
  const object = made('kubectl create deployment nginx --image=nginx --replicas=2');
  const { replicas, selector, template } = object['spec'] as Workload;
  deepEqual([object.kind, object.metadata.namespace, object.metadata.name], ['Deployment', 'default', 'nginx']);
  deepEqual(
    [replicas, selector, template.metadata],
    [2, { matchLabels: { app: 'nginx' } }, { labels: { app: 'nginx' } }],
  );
});

test('create job, run, and run with replicas as it was until kubectl 1.18', () => {
  equal(made('kubectl create job once --image=busybox').kind, 'Job');
  equal(specOf('kubectl create job once --image=busybox').template.spec.restartPolicy, 'Never');
  deepEqual(made('kubectl run web --image=nginx').metadata.labels, { run: 'web' });
  equal(specOf('kubectl run web --image=nginx --restart=Never').restartPolicy, 'Never');
  equal(made('kubectl run web --image=nginx --replicas=3').kind, 'Deployment');
});

test('namespaces: the command’s own before the given one', () => {
  equal(kubectlCreate('kubectl run web --image=nginx', 'shop')[0]!.object.metadata.namespace, 'shop');
  equal(kubectlCreate('kubectl -n data run web --image=nginx', 'shop')[0]!.object.metadata.namespace, 'data');
});

test('containers are named after their images, and several after their order too', () => {
  const namesOf = (images: string) => specOf(`kubectl run web ${images}`).containers.map(({ name }) => name);
  deepEqual(namesOf('--image=registry.example/team/Web_App:1.2@sha256:00'), ['web-app']);
  deepEqual(namesOf('--image=a --image=b'), ['a-0', 'b-1']);
});

test('labels and ports', () => {
  deepEqual(made('kubectl run web --image=nginx --labels=app=web,tier=front').metadata.labels, {
    app: 'web',
    tier: 'front',
  });
  deepEqual(specOf('kubectl run web --image=nginx --port=8080').containers[0]!.ports?.[0]?.containerPort, 8080);
});

test('what is not understood is told with what is', () => {
  const cases: readonly (readonly [command: string, message: RegExp])[] = [
    ['kubectl apply -f x', /Unknown option '-f'; understood are: kubectl create deployment NAME/],
    ['kubectl create service web --image=x', /is not a command that is simulated/],
    ['create deployment web --image=x', /is not a command that is simulated/],
    ['kubectl create deployment web', /lacks --image=IMAGE/],
    ['kubectl create deployment a b --image=x', /has a word too many: b/],
    ['kubectl create deployment web --image=x --replicas=-3', /--replicas: "-3" is not a whole number, 0 or more/],
    ['kubectl create deployment web --image=x --replicas=', /--replicas: "" is not a whole number/],
    ['kubectl run web --image=x --labels=app', /--labels: "app" is not a list of labels; write KEY=VALUE,KEY2=VALUE2/],
    ['kubectl run Web_1 --image=x', /Pod default\/Web_1: metadata\.name: Invalid value: "Web_1"/],
  ];
  for (const [command, message] of cases) {
    throws(
      () => kubectlCreate(command, 'default'),
      (error) => error instanceof ConfigError && message.test(error.message),
      command,
    );
  }
  ok(kubectlCreate('kubectl create job once --image=x -- sleep 1', 'default'));
});
