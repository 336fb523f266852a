/** The shapes of environment variables and their sources. Source: api/core/v1/types.go, v1.36. */
import { each, fieldsOf, listOf } from './shape.js';

const reference = fieldsOf({ name: 'string', optional: 'boolean' });
const keySelector = fieldsOf({ ...each('string', 'name key'), optional: 'boolean' });

/** EnvVar, in a list. */
export const env = listOf(
  fieldsOf({
    ...each('string', 'name value'),
    valueFrom: fieldsOf({
      fieldRef: fieldsOf(each('string', 'apiVersion fieldPath')),
      resourceFieldRef: fieldsOf({ ...each('string', 'containerName resource'), divisor: 'quantity' }),
      ...each(keySelector, 'configMapKeyRef secretKeyRef'),
      fileKeyRef: fieldsOf({ ...each('string', 'volumeName path key'), optional: 'boolean' }),
    }),
  }),
);

/** EnvFromSource, in a list. */
export const envFrom = listOf(fieldsOf({ prefix: 'string', ...each(reference, 'configMapRef secretRef') }));
