/** A container's security context as the API server's errors print it: every field, under upstream's internal names. Source: pkg/apis/core/types.go, v1.36. */
import type { SecurityContextV1, SecurityProfileV1 } from '../api.js';

/** To be printed as JSON. */
export function printedSecurityContext(context: SecurityContextV1): unknown {
  const { capabilities, seLinuxOptions, windowsOptions } = context;
  return {
    Capabilities: capabilities ? { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null } : null,
    Privileged: context.privileged ?? null,
    SELinuxOptions: seLinuxOptions ? printedSELinux(seLinuxOptions) : null,
    WindowsOptions: windowsOptions ? printedWindows(windowsOptions) : null,
    RunAsUser: context.runAsUser ?? null,
    RunAsGroup: context.runAsGroup ?? null,
    RunAsNonRoot: context.runAsNonRoot ?? null,
    ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
    AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
    ProcMount: context.procMount ?? null,
    SeccompProfile: printedProfile(context.seccompProfile),
    AppArmorProfile: printedProfile(context.appArmorProfile),
  };
}

function printedSELinux(options: NonNullable<SecurityContextV1['seLinuxOptions']>): unknown {
  const { user = '', role = '', type = '', level = '' } = options;
  return { User: user, Role: role, Type: type, Level: level };
}

function printedWindows(options: NonNullable<SecurityContextV1['windowsOptions']>): unknown {
  const {
    gmsaCredentialSpecName = null,
    gmsaCredentialSpec = null,
    runAsUserName = null,
    hostProcess = null,
  } = options;
  return {
    GMSACredentialSpecName: gmsaCredentialSpecName,
    GMSACredentialSpec: gmsaCredentialSpec,
    RunAsUserName: runAsUserName,
    HostProcess: hostProcess,
  };
}

function printedProfile(profile: SecurityProfileV1 | undefined): unknown {
  return profile ? { Type: profile.type ?? '', LocalhostProfile: profile.localhostProfile ?? null } : null;
}
