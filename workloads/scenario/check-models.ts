/** Checks the names of model constants that a scenario overrides. */
import { allModels, nearestFirst, resembles } from '../../engine/index.js';
import { mistake, type ParsedDocument } from '../manifests/index.js';

/** Throws the ConfigError of the first name that no model has. */
export function checkModelNames({ source }: ParsedDocument, models: Readonly<Record<string, unknown>> = {}): void {
  const known = Object.entries(allModels).flatMap(([component, model]) =>
    Object.keys(model).map((constant) => `${component}.${constant}`),
  );
  for (const name of Object.keys(models)) {
    if (known.includes(name)) continue;
    const [near = ''] = nearestFirst(name, known);
    const remedy = resembles(name, near) ? `did you mean ${JSON.stringify(near)}?` : 'seatrial models lists them all';
    throw mistake(source, { path: `spec.models[${name}]`, problem: 'there is no such constant', remedy });
  }
}
