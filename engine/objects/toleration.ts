/** Tolerations and taints with the API's meaning. Upstream: component-helpers/scheduling/corev1/helpers.go and api/core/v1/toleration.go, v1.36. */
export interface Toleration {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
  /** Seconds a NoExecute taint is tolerated; undefined: for ever. */
  readonly tolerationSeconds: number | undefined;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}
