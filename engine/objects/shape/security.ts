/** The shapes of security contexts. Source: api/core/v1/types.go, v1.36. */
import { texts } from './common.js';
import { each, fieldsOf, listOf } from './shape.js';

const profile = fieldsOf(each('string', 'type localhostProfile'));

const shared = {
  ...each('int64', 'runAsUser runAsGroup'),
  runAsNonRoot: 'boolean',
  seLinuxOptions: fieldsOf(each('string', 'user role type level')),
  windowsOptions: fieldsOf({
    ...each('string', 'gmsaCredentialSpecName gmsaCredentialSpec runAsUserName'),
    hostProcess: 'boolean',
  }),
  ...each(profile, 'seccompProfile appArmorProfile'),
} as const;

/** SecurityContext. */
export const securityContext = fieldsOf({
  ...shared,
  capabilities: fieldsOf(each(texts, 'add drop')),
  ...each('boolean', 'privileged readOnlyRootFilesystem allowPrivilegeEscalation'),
  procMount: 'string',
});

/** PodSecurityContext. */
export const podSecurityContext = fieldsOf({
  ...shared,
  supplementalGroups: listOf('int64'),
  fsGroup: 'int64',
  ...each('string', 'supplementalGroupsPolicy fsGroupChangePolicy seLinuxChangePolicy'),
  sysctls: listOf(fieldsOf(each('string', 'name value'))),
});
