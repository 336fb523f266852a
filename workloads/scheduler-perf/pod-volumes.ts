/** A pod with a claim and a volume of its own, bound to each other. Upstream: test/utils/runners.go CreatePodWithPersistentVolume, v1.36. */
import type { KubeObject, ObjectTemplate } from '../../engine/index.js';
import { type Place, placeText } from './go-template.js';

/** Claim, its status, volume, its status, pod: five calls, as creating an object resets its status. */
export function withVolume(
  pod: ObjectTemplate,
  claimTemplate: KubeObject,
  volumeTemplate: KubeObject,
  namespace: string,
): ObjectTemplate[] {
  const text = placeText(pod.places.length);
  const place: Place = { text, factor: 1, divisor: 1, modulus: 0, offset: 0 };
  const claimName = `pvc-${text}`;
  const volumeName = `${namespace}-vol-${text}`;
  const claim = claimOf(claimTemplate, claimName, namespace, volumeName);
  const volume = volumeOf(volumeTemplate, volumeName, text, { namespace, name: claimName });
  const volumes = [{ name: 'vol', persistentVolumeClaim: { claimName } }];
  const bound = (object: KubeObject): ObjectTemplate => ({
    object: { ...object, status: { phase: 'Bound' } } as KubeObject,
    places: [place],
  });
  return [
    { object: claim, places: [place] },
    bound(claim),
    { object: volume, places: [place] },
    bound(volume),
    {
      ...pod,
      object: { ...pod.object, spec: { ...(pod.object['spec'] as object), volumes } } as KubeObject,
      places: [...pod.places, place],
    },
  ];
}

function claimOf(template: KubeObject, name: string, namespace: string, volumeName: string): KubeObject {
  return {
    ...template,
    metadata: { ...template.metadata, name, namespace },
    spec: { ...(template['spec'] as object), volumeName },
  } as KubeObject;
}

interface VolumeSpec {
  readonly csi?: object;
  readonly awsElasticBlockStore?: object;
}

function volumeOf(
  template: KubeObject,
  name: string,
  ordinal: string,
  claim: { namespace: string; name: string },
): KubeObject {
  const spec = template['spec'] as VolumeSpec;
  const source = spec.csi
    ? { csi: { ...spec.csi, volumeHandle: name } }
    : spec.awsElasticBlockStore
      ? { awsElasticBlockStore: { ...spec.awsElasticBlockStore, volumeID: `vol-${ordinal}` } }
      : {};
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim };
  return {
    ...template,
    metadata: { ...template.metadata, name },
    spec: { ...spec, ...source, claimRef },
  } as KubeObject;
}
