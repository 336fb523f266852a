/** The shape of pods and pod templates. Source: api/core/v1/types.go, v1.36. */
import {
  conditions,
  labelSelector,
  metadata,
  nodeSelector,
  nodeSelectorTerm,
  quantities,
  resources,
  textMap,
  texts,
} from './common.js';
import { env, envFrom } from './environment.js';
import { podSecurityContext, securityContext } from './security.js';
import { each, fieldsOf, listOf } from './shape.js';
import { volume, volumeDevices, volumeMounts } from './volumes.js';

const port = fieldsOf({ ...each('string', 'name protocol hostIP'), ...each('int32', 'containerPort hostPort') });

const handlers = {
  exec: fieldsOf({ command: texts }),
  httpGet: fieldsOf({
    ...each('string', 'path host scheme'),
    port: 'countOrText',
    httpHeaders: listOf(fieldsOf(each('string', 'name value'))),
  }),
  tcpSocket: fieldsOf({ port: 'countOrText', host: 'string' }),
} as const;

const probe = fieldsOf({
  ...handlers,
  grpc: fieldsOf({ port: 'int32', service: 'string' }),
  ...each('int32', 'initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold'),
  terminationGracePeriodSeconds: 'int64',
});

const handler = fieldsOf({ ...handlers, sleep: fieldsOf({ seconds: 'int64' }) });

const container = fieldsOf({
  ...each(
    'string',
    'name image imagePullPolicy restartPolicy workingDir terminationMessagePath terminationMessagePolicy',
  ),
  command: texts,
  args: texts,
  env,
  envFrom,
  ports: listOf(port),
  resources,
  ...each(probe, 'livenessProbe readinessProbe startupProbe'),
  resizePolicy: listOf(fieldsOf(each('string', 'resourceName restartPolicy'))),
  restartPolicyRules: listOf(
    fieldsOf({ action: 'string', exitCodes: fieldsOf({ operator: 'string', values: listOf('int32') }) }),
  ),
  securityContext,
  ...each('boolean', 'stdin stdinOnce tty'),
  lifecycle: fieldsOf({ postStart: handler, preStop: handler, stopSignal: 'string' }),
  volumeMounts,
  volumeDevices,
});

const ephemeralContainer = fieldsOf({ ...container.fields, targetContainerName: 'string' });

const affinityTerm = fieldsOf({
  ...each(labelSelector, 'labelSelector namespaceSelector'),
  ...each(texts, 'namespaces matchLabelKeys mismatchLabelKeys'),
  topologyKey: 'string',
});

const podAffinity = fieldsOf({
  requiredDuringSchedulingIgnoredDuringExecution: listOf(affinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: listOf(fieldsOf({ weight: 'int32', podAffinityTerm: affinityTerm })),
});

const nodeAffinity = fieldsOf({
  requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
  preferredDuringSchedulingIgnoredDuringExecution: listOf(fieldsOf({ weight: 'int32', preference: nodeSelectorTerm })),
});

const spreadConstraint = fieldsOf({
  ...each('int32', 'maxSkew minDomains'),
  ...each('string', 'topologyKey whenUnsatisfiable nodeAffinityPolicy nodeTaintsPolicy'),
  labelSelector,
  matchLabelKeys: texts,
});

/** PodSpec. */
export const podSpec = fieldsOf({
  ...each(
    'string',
    `nodeName schedulerName priorityClassName preemptionPolicy restartPolicy runtimeClassName dnsPolicy serviceAccountName
     serviceAccount hostname subdomain hostnameOverride`,
  ),
  ...each(
    'boolean',
    `hostNetwork hostPID hostIPC hostUsers shareProcessNamespace enableServiceLinks automountServiceAccountToken
     setHostnameAsFQDN`,
  ),
  ...each('int64', 'terminationGracePeriodSeconds activeDeadlineSeconds'),
  priority: 'int32',
  resourceClaims: listOf(fieldsOf(each('string', 'name resourceClaimName resourceClaimTemplateName'))),
  nodeSelector: textMap,
  affinity: fieldsOf({ nodeAffinity, podAffinity, podAntiAffinity: podAffinity }),
  tolerations: listOf(fieldsOf({ ...each('string', 'key operator value effect'), tolerationSeconds: 'int64' })),
  topologySpreadConstraints: listOf(spreadConstraint),
  ...each(listOf(container), 'containers initContainers'),
  ephemeralContainers: listOf(ephemeralContainer),
  volumes: listOf(volume),
  overhead: quantities,
  resources,
  schedulingGates: listOf(fieldsOf({ name: 'string' })),
  readinessGates: listOf(fieldsOf({ conditionType: 'string' })),
  os: fieldsOf({ name: 'string' }),
  securityContext: podSecurityContext,
  imagePullSecrets: listOf(fieldsOf({ name: 'string' })),
  hostAliases: listOf(fieldsOf({ ip: 'string', hostnames: texts })),
  dnsConfig: fieldsOf({
    ...each(texts, 'nameservers searches'),
    options: listOf(fieldsOf(each('string', 'name value'))),
  }),
  schedulingGroup: fieldsOf({ podGroupName: 'string' }),
});

/** PodTemplateSpec. */
export const podTemplate = fieldsOf({ metadata, spec: podSpec });

const containerStatuses = listOf(
  fieldsOf(
    { name: 'string', resources, allocatedResources: quantities },
    'state lastState ready restartCount image imageID containerID started volumeMounts user allocatedResourcesStatus stopSignal',
  ),
);

/** PodStatus. */
export const podStatus = fieldsOf(
  {
    ...each('string', 'phase nominatedNodeName startTime podIP reason message qosClass hostIP resize'),
    conditions,
    ...each(containerStatuses, 'containerStatuses initContainerStatuses ephemeralContainerStatuses'),
    resources,
    allocatedResources: quantities,
  },
  'observedGeneration hostIPs podIPs resourceClaimStatuses extendedResourceClaimStatus nodeAllocatableResourceClaimStatuses',
);
