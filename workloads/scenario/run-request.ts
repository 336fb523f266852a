/** What a command asks to be run: a scenario, files, nodes, and what overrides what. */
import type { RunSpec } from '../../engine/index.js';
import type { LoadedObject } from '../manifests/index.js';

/** From the command line; what is absent is left to the scenario or the defaults. */
export interface RunRequest {
  /** The Scenario file. */
  readonly scenario?: string;
  /** Manifests, folders, "-". */
  readonly files: readonly string[];
  /** Of the files' objects that name none. */
  readonly namespace?: string;
  /** A KubeSchedulerConfiguration file. */
  readonly config?: string;
  readonly nodes?: number;
  readonly nodeShape?: string;
  readonly seed?: string;
  readonly untilUs?: number;
  readonly fidelity?: RunSpec['fidelity'];
  readonly kubernetes?: RunSpec['kubernetes'];
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly executor?: RunSpec['scheduler']['executor'];
  /** User plugins, as they stand in the spec; whoever runs it hands them over. */
  readonly plugins?: RunSpec['scheduler']['plugins'];
  readonly decisions: boolean;
  readonly explain: RunSpec['record']['explain'];
  /** More objects that a user applies at the beginning (`walk "kubectl create …"`). */
  readonly applied?: readonly LoadedObject[];
}

/** A RunSpec with what was said about making it. */
export interface PreparedRun {
  readonly spec: RunSpec;
  /** What was assumed or left out, one sentence each. */
  readonly notes: readonly string[];
  /** Those of the notes that somebody wants to know before the run. */
  readonly warnings: readonly string[];
  /** "platform-team", "microservices-demo.yaml". */
  readonly title: string;
  /** An error of the run, with the place of what it complains about: file, line and column. */
  placed(error: unknown): unknown;
}
