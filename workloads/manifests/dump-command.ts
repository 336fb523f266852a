/** The one kubectl line that makes a sufficient dump; the README has it too. */

/** Makes a dump with everything a run can use. */
export const dumpCommand =
  'kubectl get nodes,pods,namespaces,deployments,replicasets,statefulsets,daemonsets,jobs,cronjobs,services,poddisruptionbudgets,persistentvolumeclaims,persistentvolumes,storageclasses,csinodes,csidrivers,csistoragecapacities,priorityclasses -A -o yaml > cluster.yaml';
