/** Which feature gates change what is simulated, and of which of them only the default is. */

/** What a gate changes, where only its default state is simulated. */
const onlyByDefault: Readonly<Record<string, string>> = {
  GenericWorkload: 'schedules pods in groups, by Workload and PodGroup objects',
  GangScheduling: 'holds pods back until their whole group can be placed',
  TopologyAwareWorkloadScheduling: 'places groups of pods by topology',
  CompositePodGroup: 'nests groups of pods',
  WorkloadAwarePreemption: 'preempts for, and evicts, whole groups of pods',
  PodGroupPreemptionPolicy: 'gives groups of pods a preemption policy',
  WorkloadWithJob: 'makes a Workload for each Job',
};

/** Why a gate cannot leave its default; undefined where it can: both states are simulated, or nothing simulated depends on it. */
export function refusalOf(gate: string): string | undefined {
  return onlyByDefault[gate];
}
