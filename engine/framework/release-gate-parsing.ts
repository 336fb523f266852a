/** Reads gates as kube-scheduler's --feature-gates flag has them: "A=true,B=false". Upstream: component-base/featuregate/feature_gate.go, v1.36. */
import { ConfigError } from '../objects/index.js';

const trueTexts = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseTexts = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** Gates by name; the last value of a gate counts. Whether the gates exist is for `releaseOf` to say. */
export function parseFeatureGates(text: string, source: string): Record<string, boolean> {
  const gates: Record<string, boolean> = {};
  for (const entry of text.split(',').filter((part) => part !== '')) {
    const equals = entry.indexOf('=');
    const name = (equals < 0 ? entry : entry.slice(0, equals)).trim();
    if (equals < 0)
      throw new ConfigError({
        source,
        path: name,
        problem: 'has no value',
        remedy: `write ${name}=… with true or false`,
      });
    gates[name] = booleanOf(entry.slice(equals + 1).trim(), name, source);
  }
  return gates;
}

function booleanOf(text: string, name: string, source: string): boolean {
  if (trueTexts.has(text)) return true;
  if (falseTexts.has(text)) return false;
  throw new ConfigError({
    source,
    path: name,
    value: text,
    problem: 'is neither true nor false',
    remedy: `write ${name}=… with true or false`,
  });
}
