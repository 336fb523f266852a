/** Validation of a service's ports. Upstream: validateServicePort in pkg/apis/core/validation/validation.go, v1.36. */
import type { ServicePortV1, ServiceSpecV1 } from '../api.js';
import { duplicate, type FieldError, forbidden, invalidEach, required } from '../field-error.js';
import { dnsLabelProblems, qualifiedNameProblems } from '../names.js';
import { oneOf, portErrors, portNumberErrors } from './numbers.js';

/** Each port by itself; of several each needs a name. */
export function servicePortsErrors(ports: readonly ServicePortV1[], path: string): FieldError[] {
  return ports.flatMap((port, i) => {
    const at = `${path}[${i}]`;
    return [
      ...nameErrors(port, ports, i, `${at}.name`),
      ...portNumberErrors(`${at}.port`, port.port ?? 0),
      ...oneOf(`${at}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']),
      ...portErrors(`${at}.targetPort`, port.targetPort),
      ...(port.appProtocol === undefined
        ? []
        : invalidEach(`${at}.appProtocol`, port.appProtocol, qualifiedNameProblems(port.appProtocol))),
    ];
  });
}

function nameErrors(
  { name = '' }: ServicePortV1,
  all: readonly ServicePortV1[],
  i: number,
  path: string,
): FieldError[] {
  if (name === '') return all.length > 1 ? [required(path)] : [];
  const repeated = all.slice(0, i).some((other) => other.name === name);
  return [...invalidEach(path, name, dnsLabelProblems(name)), ...(repeated ? [duplicate(path, name)] : [])];
}

/** A port on nodes where there can be none, and ports that are there twice. */
export function repeatedPortErrors({ type, ports = [] }: ServiceSpecV1, path: string): FieldError[] {
  return [
    ...ports.flatMap(({ nodePort }, i) =>
      type === 'ClusterIP' && nodePort
        ? [forbidden(`${path}[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'")]
        : [],
    ),
    ...ports.flatMap((port, i) =>
      port.nodePort && isRepeated(port, ports.slice(0, i), 'nodePort')
        ? [duplicate(`${path}[${i}].nodePort`, port.nodePort)]
        : [],
    ),
    ...ports.flatMap((port, i) =>
      isRepeated(port, ports.slice(0, i), 'port') ? [duplicate(`${path}[${i}]`, printed(port))] : [],
    ),
  ];
}

function isRepeated(port: ServicePortV1, before: readonly ServicePortV1[], field: 'port' | 'nodePort'): boolean {
  return before.some((other) => other.protocol === port.protocol && (other[field] ?? 0) === (port[field] ?? 0));
}

function printed({ protocol, port = 0 }: ServicePortV1): unknown {
  return { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
}
