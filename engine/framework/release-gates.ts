/** Every feature gate that kube-scheduler registers, with its stage, default and lock per release. Upstream: pkg/features/kube_features.go and what it pulls in, as registered in v1.35.4, v1.36.3 and v1.37.2. */

export type Minor = '1.35' | '1.36' | '1.37';
export type GateStage = 'alpha' | 'beta' | 'ga' | 'deprecated';

export interface GateSpec {
  readonly stage: GateStage;
  readonly on: boolean;
  /** It cannot be set to anything else. */
  readonly locked: boolean;
  /** Gates that have to be on where this one is. */
  readonly needs: readonly string[];
}

export const minors: readonly Minor[] = ['1.35', '1.36', '1.37'];

/** Gates by name for one release. */
export function gatesOf(minor: Minor): ReadonlyMap<string, GateSpec> {
  return byMinor.get(minor)!;
}

/** A row: name, then stage, default and "!" for a lock in 1.35, 1.36 and 1.37 ("-": not there), then the gates it needs ("@": from that release on). */
const table = `
APIResponseCompression beta:on beta:on beta:on
APIServerIdentity beta:on beta:on beta:on
APIServerTracing ga:on! ga:on! -
APIServerWebhookAuthenticationToken - - alpha:off
APIServingWithRoutine alpha:off alpha:off alpha:off
AggregatedDiscoveryRemoveBetaType deprecated:on! deprecated:on! deprecated:on!
AllowDNSOnlyNodeCSR deprecated:off deprecated:off deprecated:off
AllowInsecureKubeletCertificateSigningRequests deprecated:off deprecated:off deprecated:off
AllowOverwriteTerminationGracePeriodSeconds deprecated:off! deprecated:off! deprecated:off!
AllowParsingUserUIDFromCertAuth beta:on beta:on beta:on
AllowServiceExternalIPs - ga:on ga:on
AllowUnsafeMalformedObjectDeletion alpha:off alpha:off beta:on
AnonymousAuthConfigurableEndpoints ga:on! ga:on! -
AnyVolumeDataSource ga:on! ga:on! -
AtomicFIFO - beta:on beta:on
AtomicWriteVolumeUserFields - - alpha:off
AuthorizeNodeWithSelectors ga:on! ga:on! - AuthorizeWithSelectors
AuthorizePodWebsocketUpgradeCreatePermission beta:on beta:on beta:on
AuthorizeWithSelectors ga:on! ga:on! -
BtreeWatchCache ga:on! ga:on! -
CBORServingAndStorage alpha:off alpha:off alpha:off
CPUManagerPolicyAlphaOptions alpha:off alpha:off alpha:off
CPUManagerPolicyBetaOptions beta:on beta:on beta:on
CPUManagerPolicyOptions ga:on! ga:on! ga:on!
CRDObservedGenerationTracking beta:off beta:on beta:on
CRDValidationRatcheting ga:on! ga:on! ga:on!
CRIListStreaming - alpha:off alpha:off
CSIMigrationPortworx ga:on! - -
CSIServiceAccountTokenSecrets beta:on ga:on! ga:on!
CSIVolumeHealth alpha:off alpha:off alpha:off
ChangeContainerStatusOnKubeletRestart deprecated:off deprecated:off deprecated:off
ClearingNominatedNodeNameAfterBinding beta:on beta:on beta:on
ClientsAllowCARotation - beta:on beta:on
ClientsAllowCBOR alpha:off alpha:off alpha:off
ClientsAllowTLSCacheGC - beta:on beta:on
ClientsPreferCBOR alpha:off alpha:off alpha:off
CloudControllerManagerWatchBasedRoutesReconciliation alpha:off alpha:off alpha:off
CloudControllerManagerWebhook alpha:off alpha:off alpha:off
ClusterTrustBundle beta:off beta:off ga:on
ClusterTrustBundleProjection beta:off beta:off ga:on ClusterTrustBundle
ComponentFlagz alpha:off beta:on beta:on
ComponentStatusz alpha:off beta:on beta:on
CompositePodGroup - - alpha:off GenericWorkload TopologyAwareWorkloadScheduling
ConcurrentWatchObjectDecode beta:off beta:off beta:on
ConsistentListFromCache ga:on! ga:on! -
ConsistentListFromCacheSkipTimeoutFallback - - alpha:off
ConstrainedImpersonation alpha:off beta:on beta:on
ContainerCheckpoint beta:on beta:on beta:on
ContainerRestartRules beta:on beta:on beta:on
ContainerStopSignals alpha:off alpha:off alpha:off
ContextualLogging beta:on beta:on beta:on
CoordinatedLeaderElection beta:off beta:off beta:off
CrossNamespaceVolumeDataSource alpha:off alpha:off alpha:off
CustomCPUCFSQuotaPeriod alpha:off ga:on ga:on
CustomResourceFieldSelectors ga:on! ga:on! ga:on!
DRAAdminAccess beta:on ga:on! ga:on! DynamicResourceAllocation
DRAConsumableCapacity alpha:off beta:on beta:on DynamicResourceAllocation
DRADerivedAttributes - - alpha:off DynamicResourceAllocation
DRADeviceBindingConditions alpha:off beta:on beta:on DRAResourceClaimDeviceStatus DynamicResourceAllocation
DRADeviceCompatibilityGroups - - alpha:off DRAPartitionableDevices DynamicResourceAllocation
DRADeviceTaintRules alpha:off beta:off ga:on DRADeviceTaints
DRADeviceTaints alpha:off beta:on ga:on DynamicResourceAllocation
DRAExtendedResource alpha:off beta:on ga:on! DynamicResourceAllocation
DRAFractionalCapacityRange - - beta:off DRAConsumableCapacity
DRAListTypeAttributes - alpha:off alpha:off DynamicResourceAllocation
DRANodeAllocatableResources - alpha:off alpha:off DynamicResourceAllocation
DRAOptionalNodeOperations - - alpha:off DynamicResourceAllocation NodeDeclaredFeatures
DRAPartitionableDevices alpha:off beta:on beta:on DynamicResourceAllocation
DRAPartitionableDevicesType - - alpha:off DRAPartitionableDevices DRAResourcePoolStatus DynamicResourceAllocation
DRAPrioritizedList beta:on ga:on ga:on! DynamicResourceAllocation
DRAResourceClaimDeviceStatus beta:on beta:on ga:on!
DRAResourceClaimGranularStatusAuthorization - beta:on beta:on DRAResourceClaimDeviceStatus DynamicResourceAllocation
DRAResourcePoolStatus - alpha:off alpha:off DynamicResourceAllocation
DRASchedulerFilterTimeout beta:on beta:on beta:on DynamicResourceAllocation
DRAWorkloadResourceClaims - alpha:off beta:off DynamicResourceAllocation GenericWorkload
DeclarativeValidation beta:on ga:on! ga:on!
DeclarativeValidationBeta - beta:on beta:on DeclarativeValidation
DeclarativeValidationTakeover beta:off deprecated:off deprecated:off! DeclarativeValidation
DefaultPodSysctls - - alpha:off
DeploymentReplicaSetTerminatingReplicas beta:on beta:on beta:on
DetectCacheInconsistency beta:on beta:on beta:on
DisableAllocatorDualWrite ga:on! ga:on! ga:on! MultiCIDRServiceAllocator
DisableCPUQuotaWithExclusiveCPUs beta:on deprecated:on deprecated:on!
DisableNodeKubeProxyVersion deprecated:on deprecated:on! deprecated:on!
DynamicResourceAllocation ga:on! ga:on! ga:on!
EmptyDirVolumeMode - - alpha:off
EnvFiles beta:on beta:on beta:on
EtcdRangeStream - - beta:on
EventedPLEG alpha:off alpha:off alpha:off PLEGOnDemandRelist@1.37
EvictionRequestAPI - - alpha:off
ExcludeAdmissionWebhookVirtualResources - - beta:on
ExecProbeTimeout ga:on! ga:on! ga:on!
ExtendWebSocketsToKubelet - beta:on beta:on NodeDeclaredFeatures
ExternalServiceAccountTokenSigner beta:on ga:on! ga:on!
GRPCContainerProbeTLS - - alpha:off
GangScheduling alpha:off alpha:off - GenericWorkload
GenericWorkload alpha:off alpha:off beta:off
GitRepoVolumeDriver deprecated:off deprecated:off! deprecated:off!
GracefulNodeShutdown beta:on beta:on beta:on
GracefulNodeShutdownBasedOnPodPriority beta:on beta:on beta:on GracefulNodeShutdown
H2CContainerProbe - - alpha:off NodeDeclaredFeatures
HPAConfigurableTolerance beta:on beta:on ga:on!
HPAGeneration - - beta:on
HPAOptimizedSelectorStore - - beta:on
HPAScaleToZero alpha:off alpha:off beta:on
HonorPVReclaimPolicy ga:on! - -
HostnameOverride beta:on beta:on ga:on!
HugepageAwareEviction - - beta:on
ImageMaximumGCAge ga:on! ga:on! ga:on!
ImageVolume beta:on ga:on! ga:on!
ImageVolumeWithDigest - alpha:off alpha:off ImageVolume
InOrderInformers beta:on ga:on! ga:on!
InOrderInformersBatchProcess beta:on beta:on beta:on
InPlacePodLevelResourcesVerticalScaling alpha:off beta:on beta:on InPlacePodVerticalScaling NodeDeclaredFeatures PodLevelResources
InPlacePodVerticalScaling ga:on! ga:on! ga:on!
InPlacePodVerticalScalingAllocatedStatus deprecated:off - - InPlacePodVerticalScaling
InPlacePodVerticalScalingExclusiveCPUs alpha:off alpha:off alpha:off InPlacePodVerticalScaling
InPlacePodVerticalScalingExclusiveMemory alpha:off alpha:off alpha:off InPlacePodVerticalScaling MemoryManager
InPlacePodVerticalScalingInitContainers - beta:on ga:on! InPlacePodVerticalScaling NodeDeclaredFeatures
InPlacePodVerticalScalingMemoryBackedVolumes - - alpha:off InPlacePodVerticalScaling NodeDeclaredFeatures
InPlacePodVerticalScalingSchedulerPreemption - - alpha:off InPlacePodVerticalScaling
InTreePluginPortworxUnregister alpha:off - -
InformerResourceVersion ga:on ga:on ga:on
InterPodAffinityHostnameFastPath - - alpha:off
JobBackoffLimitPerIndex ga:on! ga:on! -
JobManagedBy ga:on! ga:on! ga:on!
JobPodReplacementPolicy ga:on! ga:on! -
JobSuccessPolicy ga:on! ga:on! -
KMSv1 deprecated:off deprecated:off deprecated:off
KubeProxyIPVS - - deprecated:on
KubeProxyNFTablesLocalhostNodePorts - - alpha:off
KubeletAllocatedPodsEndpoint - - alpha:off InPlacePodVerticalScaling
KubeletCgroupDriverFromCRI ga:on! ga:on! ga:on!
KubeletCrashLoopBackOffMax beta:on beta:on beta:on
KubeletEnsureSecretPulledImages beta:on beta:on beta:on
KubeletFineGrainedAuthz beta:on ga:on! ga:on!
KubeletInUserNamespace alpha:off alpha:off beta:on
KubeletPSI beta:on ga:on! ga:on!
KubeletPodResourcesDynamicResources beta:on ga:on! ga:on!
KubeletPodResourcesGet beta:on ga:on! ga:on!
KubeletPodResourcesListUseActivePods deprecated:on deprecated:on deprecated:on
KubeletRegistrationGetOnExistsOnly deprecated:off deprecated:off deprecated:off
KubeletSeparateDiskGC beta:on beta:on beta:on
KubeletServiceAccountTokenForCredentialProviders beta:on beta:on beta:on
KubeletTracing ga:on! ga:on! ga:on!
ListFromCacheSnapshot beta:on beta:on beta:on
LocalStorageCapacityIsolationFSQuotaMonitoring beta:off beta:off beta:off
LogarithmicScaleDown ga:on! ga:on! -
LoggingAlphaOptions alpha:off alpha:off alpha:off
LoggingBetaOptions beta:on beta:on beta:on
ManifestBasedAdmissionControlConfig - alpha:off beta:on
MatchLabelKeysInPodAffinity ga:on! ga:on! ga:on!
MatchLabelKeysInPodTopologySpread beta:on beta:on beta:on
MatchLabelKeysInPodTopologySpreadSelectorMerge beta:on beta:on beta:on MatchLabelKeysInPodTopologySpread
MaxUnavailableStatefulSet beta:off beta:off beta:on
MemoryManager ga:on! - -
MemoryQoS alpha:off alpha:off beta:on
MultiCIDRServiceAllocator ga:on! ga:on! ga:on!
MutableCSINodeAllocatableCount beta:on ga:on! ga:on!
MutablePVNodeAffinity alpha:off alpha:off alpha:off
MutablePodResourcesForSuspendedJobs alpha:off beta:on beta:on
MutableSchedulingDirectivesForSuspendedJobs alpha:off beta:on beta:on
MutatingAdmissionPolicy beta:off ga:on ga:on
NFTablesNetlink - - beta:on
NFTablesProxyMode ga:on! ga:on! ga:on!
NativeHistograms - alpha:off beta:on
NodeControllerLeaseCircuitBreaker - - beta:on AtomicFIFO
NodeDeclaredFeatures alpha:off beta:on ga:on!
NodeInclusionPolicyInPodTopologySpread ga:on! ga:on! ga:on!
NodeLifecycleConditions - - alpha:off
NodeLogQuery beta:off ga:on! ga:on!
NodeSwap ga:on! ga:on! ga:on!
NominatedNodeNameForExpectation beta:on beta:on beta:on
OpenAPIEnums beta:on beta:on beta:on
OpportunisticBatching beta:on beta:on beta:on
OrderedNamespaceDeletion ga:on! ga:on! -
PLEGOnDemandRelist - beta:on ga:on!
PersistentVolumeClaimUnusedSinceTime - alpha:off beta:on
PodAndContainerStatsFromCRI alpha:off alpha:off beta:off
PodCertificateRequest beta:off beta:off ga:on AuthorizeNodeWithSelectors
PodDeletionCost beta:on beta:on beta:on
PodGroupPreemptionPolicy - - alpha:off GenericWorkload
PodLevelResourceManagers - alpha:off beta:off PodLevelResources
PodLevelResources beta:on beta:on beta:on
PodLevelResourcesFixDefaulting - - beta:on PodLevelResources
PodLevelResourcesFixKubeletQOSClass - - beta:on PodLevelResources
PodLifecycleSleepAction ga:on! ga:on! -
PodLifecycleSleepActionAllowZero ga:on! ga:on! - PodLifecycleSleepAction
PodLogsQuerySplitStreams alpha:off alpha:off alpha:off
PodObservedGenerationTracking ga:on! ga:on! ga:on!
PodReadyToStartContainersCondition beta:on beta:on ga:on!
PodSchedulingReadiness ga:on! ga:on! ga:on!
PodTopologyLabelsAdmission beta:on beta:on beta:on
PodsAPI - alpha:off beta:on
PortForwardWebsockets beta:on beta:on beta:on
PreferSameTrafficDistribution ga:on! ga:on! ga:on!
PreventStaticPodAPIReferences beta:on beta:on -
ProcMountType beta:on ga:on! ga:on! UserNamespacesSupport
QOSReserved alpha:off alpha:off alpha:off
RecoverVolumeExpansionFailure ga:on! ga:on! ga:on!
RecursiveReadOnlyMounts ga:on! ga:on! ga:on!
ReduceDefaultCrashLoopBackOffDecay alpha:off alpha:off alpha:off
RelaxedDNSSearchValidation ga:on! ga:on! -
RelaxedEnvironmentVariableValidation ga:on! ga:on! ga:on!
RelaxedServiceNameValidation alpha:off beta:on ga:on!
ReloadKubeletClientCAFile - beta:on beta:on
ReloadKubeletServerCertificateFile beta:on beta:on beta:on
RemoteRequestHeaderUID beta:on beta:on beta:on
ResilientWatchCacheInitialization ga:on! ga:on! -
ResourceHealthStatus alpha:off beta:on beta:on DynamicResourceAllocation
ResourceHealthStatusMessage - beta:on beta:on ResourceHealthStatus
RestartAllContainersOnContainerExits alpha:off beta:on beta:on ContainerRestartRules NodeDeclaredFeatures
RetryGenerateName ga:on! ga:on! -
RotateKubeletServerCertificate beta:on beta:on beta:on
RuntimeClassInImageCriApi alpha:off alpha:off alpha:off
SELinuxChangePolicy beta:on ga:on! ga:on!
SELinuxMount beta:off beta:off ga:on
SELinuxMountReadWriteOncePod beta:on ga:on! ga:on!
SchedulerAsyncAPICalls beta:off beta:off beta:off
SchedulerAsyncPreemption beta:on beta:on beta:on
SchedulerPopFromBackoffQ beta:on beta:on beta:on
SchedulerPreQueueingHints - - alpha:off
SchedulerQueueingHints ga:on! ga:on! -
SeparateCacheWatchRPC deprecated:off deprecated:off! deprecated:off!
SeparateTaintEvictionController ga:on! ga:on! ga:on!
ServiceAccountNodeAudienceRestriction beta:on beta:on beta:on
ServiceAccountTokenJTI ga:on! ga:on! ga:on!
ServiceAccountTokenNodeBinding ga:on! ga:on! ga:on! ServiceAccountTokenNodeBindingValidation
ServiceAccountTokenNodeBindingValidation ga:on! ga:on! ga:on!
ServiceAccountTokenPodNodeInfo ga:on! ga:on! ga:on!
ServiceCIDRStatusFieldWiping - deprecated:on deprecated:on
ServiceTrafficDistribution ga:on! - -
ShardedListAndWatch - alpha:off alpha:off
SidecarContainers ga:on! ga:on! -
SizeBasedListCostEstimate beta:on beta:on beta:on
StaleControllerConsistencyDaemonSet - beta:on beta:on AtomicFIFO
StaleControllerConsistencyHPA - - beta:on AtomicFIFO
StaleControllerConsistencyJob - beta:on beta:on AtomicFIFO
StaleControllerConsistencyReplicaSet - beta:on beta:on AtomicFIFO
StaleControllerConsistencyStatefulSet - beta:on beta:on AtomicFIFO
StatefulSetRecreateStrategy - - alpha:off
StatefulSetSemanticRevisionComparison beta:on beta:on beta:on
StorageCapacityScoring alpha:off alpha:off beta:on
StorageNamespaceIndex deprecated:on deprecated:on deprecated:on
StorageVersionAPI alpha:off alpha:off alpha:off APIServerIdentity
StorageVersionHash beta:on beta:on beta:on
StorageVersionMigrator beta:off beta:off ga:on
StreamingCollectionEncodingToJSON ga:on! ga:on! -
StreamingCollectionEncodingToProtobuf ga:on! ga:on! -
StrictIPCIDRValidation alpha:off beta:on beta:on
StructuredAuthenticationConfiguration ga:on! ga:on! -
StructuredAuthenticationConfigurationEgressSelector beta:on beta:on beta:on StructuredAuthenticationConfiguration
StructuredAuthenticationConfigurationJWKSMetrics beta:on beta:on beta:on StructuredAuthenticationConfiguration
StructuredAuthorizationConfiguration ga:on! - -
SupplementalGroupsPolicy ga:on! ga:on! ga:on!
SystemdWatchdog ga:on! ga:on! ga:on!
TaintTolerationComparisonOperators alpha:off alpha:off alpha:off
TokenRequestServiceAccountUIDValidation beta:on beta:on beta:on
TopologyAwareHints ga:on! - -
TopologyAwareWorkloadScheduling - alpha:off alpha:off GenericWorkload
TopologyManagerPolicyAlphaOptions alpha:off alpha:off alpha:off
TopologyManagerPolicyBetaOptions beta:on beta:on beta:on
TopologyManagerPolicyOptions ga:on ga:on! ga:on!
TranslateStreamCloseWebsocketRequests beta:on beta:on beta:on
UnauthenticatedHTTP2DOSMitigation beta:on beta:on beta:on
UnknownVersionInteroperabilityProxy alpha:off beta:on beta:on APIServerIdentity
UnlockWhileProcessingFIFO - beta:on beta:on
UserNamespacesHostNetworkSupport alpha:off alpha:off alpha:off NodeDeclaredFeatures@1.36 UserNamespacesSupport
UserNamespacesSupport beta:on ga:on! ga:on!
VolumeAttributesClass ga:on ga:on! ga:on!
VolumeBindMountOptions - - alpha:off
VolumeLimitScaling alpha:off alpha:off beta:on
WatchCacheInitializationPostStartHook beta:off beta:on ga:on!
WatchFromStorageWithoutResourceVersion deprecated:off! - -
WatchList beta:on beta:on beta:on
WatchListClient beta:on beta:on beta:on
WatchListCompression - - beta:on
WebhookRoundTripLoadBalancing - - beta:on
WinDSR ga:on! ga:on! ga:on!
WinOverlay ga:on! ga:on! ga:on!
WindowsCPUAndMemoryAffinity alpha:off alpha:off alpha:off MemoryManager
WindowsGracefulNodeShutdown beta:on beta:on beta:on GracefulNodeShutdown
WindowsHostNetwork deprecated:off deprecated:off deprecated:off
WorkloadAwarePreemption - alpha:off - GangScheduling
WorkloadWithJob - alpha:off alpha:off GenericWorkload`;

const byMinor = new Map(minors.map((minor, column) => [minor, columnOf(minor, column)]));

function columnOf(minor: Minor, column: number): Map<string, GateSpec> {
  const gates = new Map<string, GateSpec>();
  for (const row of table.trim().split('\n')) {
    const [name, ...cells] = row.split(' ');
    const cell = cells[column]!;
    if (cell !== '-') gates.set(name!, specOf(cell, cells.slice(minors.length), minor));
  }
  return gates;
}

function specOf(cell: string, needs: readonly string[], minor: Minor): GateSpec {
  const [stage, state] = cell.split(':');
  const now = needs.map((need) => need.split('@')).filter(([, since]) => since === undefined || since <= minor);
  return {
    stage: stage as GateStage,
    on: state!.startsWith('on'),
    locked: state!.endsWith('!'),
    needs: now.map(([name]) => name!),
  };
}
