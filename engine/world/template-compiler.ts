/** Compiles pod templates with the priority classes that are there and the API server's validation. */
import { type CompiledTemplate, compileTemplate, type TemplateOwner } from '../controlplane/index.js';
import { type PodTemplateV1, validationErrors } from '../objects/index.js';
import type { Commons } from './world.js';

export function templateCompiler({
  priorityClasses,
  apiRules,
}: Pick<Commons, 'priorityClasses' | 'apiRules'>): (
  template: PodTemplateV1,
  namespace: string,
  owner?: TemplateOwner,
) => CompiledTemplate {
  return (template, namespace, owner) =>
    compileTemplate(template, namespace, owner ?? null, priorityClasses(), validationErrors, apiRules);
}
