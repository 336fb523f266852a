/** The Scenario file as it is written, after its schema has been checked. */
import type { KubeObject, PodTemplateV1 } from '../../engine/index.js';

export type DurationsV1 =
  | string
  | { p50: string; p99: string }
  | { uniform: { min: string; max: string } }
  | { exponential: { mean: string } };

export interface ScenarioV1 {
  apiVersion: 'seatrial.dev/v1alpha1';
  kind: 'Scenario';
  metadata?: { name?: string; description?: string };
  spec: ScenarioSpecV1;
}

export interface ScenarioSpecV1 {
  seed?: string | number;
  kubernetes?: '1.35' | '1.36' | '1.37';
  featureGates?: Record<string, boolean>;
  duration?: string;
  fidelity?: 'full' | 'pods' | 'scheduler';
  cluster?: { files?: string[]; objects?: KubeObject[]; nodeGroups?: NodeGroupV1[] };
  workloads?: { files?: string[]; objects?: KubeObject[]; arrivals?: ArrivalsV1[]; lifetimes?: LifetimeV1[] };
  timeline?: TimelineEntryV1[];
  scheduler?: { config?: unknown; configFile?: string };
  models?: Record<string, unknown>;
  sampleEvery?: string;
}

export interface NodeGroupV1 {
  name: string;
  count: number;
  shape: Record<string, string | number>;
  zones?: string[];
  labels?: Record<string, string>;
  taints?: { key: string; value?: string; effect: string }[];
  images?: { names: string[]; sizeBytes: number }[];
  joinAt?: string;
}

export type ProcessV1 =
  | { poisson: { ratePerSecond: number } }
  | { constant: { ratePerSecond: number } }
  | { burst: { size: number; every: string } }
  | { pattern: { period: string; points: { at: string; ratePerSecond: number }[] } };

export interface ArrivalsV1 {
  name: string;
  process: ProcessV1;
  from?: string;
  to?: string;
  count?: number;
  lifetime?: DurationsV1;
  template: PodTemplateV1;
}

export interface LifetimeV1 {
  kind?: string;
  namespace?: string;
  name?: string;
  lifetime: DurationsV1;
}

export interface ReferenceV1 {
  kind: string;
  namespace?: string;
  name: string;
}

export interface TimelineEntryV1 {
  at: string;
  apply?: KubeObject | KubeObject[];
  applyFile?: string;
  delete?: ReferenceV1;
  scale?: ReferenceV1 & { replicas: number };
  setImage?: ReferenceV1 & { image: string };
  cordon?: string;
  uncordon?: string;
  drain?: string;
  fail?: string;
  recover?: string;
}
