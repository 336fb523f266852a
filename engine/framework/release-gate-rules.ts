/** Which feature gates change what is simulated while only their default is: setting them otherwise is refused. All other gates are either simulated both ways or change nothing that is simulated. */

/** What such a gate does when it is on. */
export const simulatedOnlyByDefault: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // groups of pods
    CompositePodGroup: 'nests groups of pods',
    GangScheduling: 'holds pods back until their whole group can be placed',
    GenericWorkload: 'schedules pods in groups, by Workload and PodGroup objects',
    PodGroupPreemptionPolicy: 'gives groups of pods a preemption policy',
    TopologyAwareWorkloadScheduling: 'places groups of pods by topology',
    WorkloadAwarePreemption: 'preempts for, and evicts, whole groups of pods',
    WorkloadWithJob: 'makes a Workload for each Job',

    // the scheduler
    InPlacePodVerticalScalingSchedulerPreemption: 'preempts for running pods whose resize waits for room on their node',
    InterPodAffinityHostnameFastPath: 'moves work on hostname terms from PreFilter into Filter',
    MatchLabelKeysInPodTopologySpread: 'lets spread constraints name labels that pods have to share',
    MatchLabelKeysInPodTopologySpreadSelectorMerge: 'merges matchLabelKeys into the selector when a pod is created',
    SchedulerAsyncAPICalls: 'sends the scheduler’s API calls through a dispatcher of its own',
    SchedulerAsyncPreemption: 'evicts victims beside the scheduling loop instead of within a cycle',
    TaintTolerationComparisonOperators: 'lets tolerations compare numbers, with the operators Gt and Lt',
    VolumeAttributesClass: 'matches claims and volumes by their VolumeAttributesClass',

    // pods and the API server
    APIResponseCompression: 'compresses large answers of the API server',
    CBORServingAndStorage: 'stores and serves objects in another encoding',
    ClearingNominatedNodeNameAfterBinding: 'clears a pod’s nomination when it is bound',
    ClientsAllowCBOR: 'lets clients speak another encoding',
    ClientsPreferCBOR: 'lets clients speak another encoding',
    ConcurrentWatchObjectDecode: 'decodes watched objects side by side',
    ListFromCacheSnapshot: 'answers lists of older revisions from the watch cache',
    PodLevelResources: 'lets pods have resources as a whole',
    ShardedListAndWatch: 'lets clients list and watch shares of a collection',
    SizeBasedListCostEstimate: 'weighs lists by the size of what they return',
    WatchList: 'lets clients stream lists through watches',
    WatchListClient: 'streams informers’ lists through watches',
    WatchListCompression: 'compresses streamed lists',

    // controllers
    MaxUnavailableStatefulSet: 'updates several pods of a StatefulSet at once',
    NodeControllerLeaseCircuitBreaker: 'looks at a node’s Lease again before it is taken for lost',
    PodDeletionCost: 'removes pods by the cost that they are annotated with',
    StaleControllerConsistencyDaemonSet: 'makes the controller wait until it has seen its own writes',
    StaleControllerConsistencyJob: 'makes the controller wait until it has seen its own writes',
    StaleControllerConsistencyReplicaSet: 'makes the controller wait until it has seen its own writes',
    StaleControllerConsistencyStatefulSet: 'makes the controller wait until it has seen its own writes',
    StatefulSetRecreateStrategy: 'adds an update strategy to StatefulSets',

    // nodes
    EventedPLEG: 'tells the kubelet of container changes by events',
    PLEGOnDemandRelist: 'lets the kubelet look at single pods between its rounds',
    ReduceDefaultCrashLoopBackOffDecay: 'restarts crashing containers sooner',
  }),
);
