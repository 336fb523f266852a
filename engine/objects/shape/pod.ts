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

const container = fieldsOf(
  {
    ...each(
      'string',
      'name image imagePullPolicy restartPolicy workingDir terminationMessagePath terminationMessagePolicy',
    ),
    command: texts,
    args: texts,
    env: listOf(fieldsOf({ ...each('string', 'name value'), valueFrom: 'mapOfAny' })),
    ports: listOf(port),
    resources,
    ...each(probe, 'livenessProbe readinessProbe startupProbe'),
    lifecycle: fieldsOf({ postStart: handler, preStop: handler, stopSignal: 'string' }),
    volumeMounts,
    volumeDevices,
  },
  'envFrom resizePolicy restartPolicyRules securityContext stdin stdinOnce tty',
);

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
export const podSpec = fieldsOf(
  {
    ...each(
      'string',
      'nodeName schedulerName priorityClassName preemptionPolicy restartPolicy runtimeClassName dnsPolicy serviceAccountName hostname subdomain',
    ),
    ...each('boolean', 'hostNetwork hostPID hostIPC enableServiceLinks'),
    ...each('int64', 'terminationGracePeriodSeconds activeDeadlineSeconds'),
    priority: 'int32',
    resourceClaims: listOf(fieldsOf({ name: 'string' }, 'resourceClaimName resourceClaimTemplateName')),
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
    securityContext: fieldsOf(
      {},
      `seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy fsGroup
       sysctls fsGroupChangePolicy seccompProfile appArmorProfile seLinuxChangePolicy`,
    ),
  },
  `serviceAccount automountServiceAccountToken shareProcessNamespace imagePullSecrets hostAliases dnsConfig
   setHostnameAsFQDN hostUsers hostnameOverride schedulingGroup`,
);

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
