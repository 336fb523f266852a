/** What pods and containers may do on their node, as users write it. Source: api/core/v1/types.go, v1.36. */

/** SELinux labels. */
export interface SELinuxOptionsV1 {
  user?: string;
  role?: string;
  type?: string;
  level?: string;
}

/** What only Windows knows. */
export interface WindowsOptionsV1 {
  gmsaCredentialSpecName?: string;
  gmsaCredentialSpec?: string;
  runAsUserName?: string;
  hostProcess?: boolean;
}

/** A seccomp or AppArmor profile. */
export interface SecurityProfileV1 {
  type?: string;
  localhostProfile?: string;
}

/** What both contexts have. */
interface SharedSecurityV1 {
  runAsUser?: number;
  runAsGroup?: number;
  runAsNonRoot?: boolean;
  seLinuxOptions?: SELinuxOptionsV1;
  windowsOptions?: WindowsOptionsV1;
  seccompProfile?: SecurityProfileV1;
  appArmorProfile?: SecurityProfileV1;
}

/** A pod's security context. */
export interface PodSecurityContextV1 extends SharedSecurityV1 {
  supplementalGroups?: number[];
  supplementalGroupsPolicy?: string;
  fsGroup?: number;
  fsGroupChangePolicy?: string;
  sysctls?: { name?: string; value?: string }[];
  seLinuxChangePolicy?: string;
}

/** A container's security context. */
export interface SecurityContextV1 extends SharedSecurityV1 {
  capabilities?: { add?: string[]; drop?: string[] };
  privileged?: boolean;
  readOnlyRootFilesystem?: boolean;
  allowPrivilegeEscalation?: boolean;
  procMount?: string;
}
