/** Defaults that pods and pod templates share. Upstream: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go, v1.36. */
import type { ContainerV1, PodSpecV1, ProbeV1 } from '../api.js';
import { defaultPullPolicy } from './image-tag.js';
import { roundList, roundRequirements } from './resource-lists.js';
import { defaultVolume } from './volumes.js';

/** Sets what the spec leaves out, in place. */
export function defaultPodSpec(spec: PodSpecV1): void {
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  spec.schedulerName ||= 'default-scheduler';
  for (const volume of spec.volumes ?? []) defaultVolume(volume);
  for (const container of allContainers(spec)) defaultContainer(container);
  roundList(spec.overhead);
  roundRequirements(spec.resources);
}

/** Init containers, containers and ephemeral containers. */
function allContainers(spec: PodSpecV1): ContainerV1[] {
  const ephemeral = (spec['ephemeralContainers'] ?? []) as ContainerV1[];
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...ephemeral];
}

function defaultContainer(container: ContainerV1): void {
  container.imagePullPolicy ||= defaultPullPolicy(container.image ?? '');
  container['terminationMessagePath'] ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  roundRequirements(container.resources);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) defaultProbe(probe);
  const lifecycle = container.lifecycle as { postStart?: Handler; preStop?: Handler } | undefined;
  defaultHandler(lifecycle?.postStart);
  defaultHandler(lifecycle?.preStop);
}

function defaultProbe(probe: ProbeV1 | undefined): void {
  if (probe === undefined) return;
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  defaultHandler(probe as Handler);
}

interface Handler {
  httpGet?: { path?: string; scheme?: string };
  grpc?: { service?: string };
}

function defaultHandler(handler: Handler | undefined): void {
  if (handler?.httpGet) {
    handler.httpGet.path ||= '/';
    handler.httpGet.scheme ||= 'HTTP';
  }
  if (handler?.grpc) handler.grpc.service ??= '';
}
