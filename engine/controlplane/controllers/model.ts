/** The controllers' constants that a run may override. Worker counts and batch sizes are upstream's and stand with their controllers. */
import { durationUs, figure } from '../../models/index.js';

export const controllerModel = {
  syncUs: durationUs({ p50: 300, p99: 3000 }, 'E', "one look at an object's state in memory, without its calls"),
  provisioningUs: durationUs(
    { p50: 3e6, p99: 20e6 },
    'E',
    'external-provisioner with a cloud block storage, claim to volume',
  ),
  nodeMonitorGraceUs: figure(
    50e6,
    'µs',
    'D',
    'pkg/controller/nodelifecycle/config/v1alpha1/defaults.go: 50 s since 1.32',
  ),
  evictionNodesPerSecond: figure(0.1, 'nodes/s', 'D', '--node-eviction-rate of kube-controller-manager'),
  secondaryEvictionNodesPerSecond: figure(0.01, 'nodes/s', 'D', '--secondary-node-eviction-rate'),
};
