/** Validation of the annotation that names controllers whose pods a node would rather not have. Upstream: ValidateAvoidPodsInNodeAnnotations in pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, invalid, required } from '../field-error.js';
import { jsonProblem } from '../json-problem.js';

const avoidKey = 'scheduler.alpha.kubernetes.io/preferAvoidPods';

interface AvoidedPods {
  readonly preferAvoidPods?: readonly { podSignature?: { podController?: { controller?: boolean } } }[];
}

/** Each entry names a controller. */
export function avoidedPodErrors(annotations: Readonly<Record<string, string>>, path: string): FieldError[] {
  const text = annotations[avoidKey] ?? '';
  if (text === '') return [];
  const problem = jsonProblem(text);
  if (problem !== null) return [invalid(`${path}.AvoidPods`, avoidKey, problem)];
  const { preferAvoidPods } = (JSON.parse(text) ?? {}) as AvoidedPods;
  const entries = Array.isArray(preferAvoidPods) ? (preferAvoidPods as NonNullable<typeof preferAvoidPods>) : [];
  return entries.flatMap((entry, i) => {
    const at = `${path}.${avoidKey}[${i}].PodSignature`;
    const controller = entry?.podSignature?.podController;
    if (!controller) return [required(at)];
    if (controller.controller !== false) return [];
    return [invalid(`${at}.PodController.Controller`, false, 'must point to a controller')];
  });
}
