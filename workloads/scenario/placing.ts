/** Mistakes that only the run finds — in its scheduler configuration, model constants, feature gates — named where the user wrote them. */
import { ConfigError } from '../../engine/index.js';
import type { ReadConfiguration, ReadScenario } from './read-scenario.js';
import type { RunRequest } from './run-request.js';

type Place = Parameters<ConfigError['at']>[0];

/** A function that gives such a mistake its file, line and column; any other error stays as it is. */
export function placing(
  { featureGates: asked = {} }: RunRequest,
  scenario: ReadScenario | null,
  configuration: ReadConfiguration | null,
): (error: unknown) => unknown {
  return (error) => {
    if (!(error instanceof ConfigError)) return error;
    const place = placeOf(error);
    return place === null ? error : error.at(place);
  };

  function placeOf({ source, path }: ConfigError): Place | null {
    if (configuration !== null && source === configuration.source) return inConfiguration(configuration, path);
    if (source === 'models' && scenario !== null) return inScenario(scenario, modelPath(scenario, path));
    if (source !== 'feature gates') return null;
    if (path in asked) return { source: '--feature-gates' };
    return scenario?.spec.featureGates ? inScenario(scenario, `spec.featureGates.${path}`) : null;
  }
}

function inConfiguration({ document, prefix }: ReadConfiguration, path: string): Place {
  const full = prefix === '' || path === '' ? `${prefix}${path}` : `${prefix}.${path}`;
  return { source: document.locate(full), path: full };
}

function inScenario({ document }: ReadScenario, path: string): Place {
  return { source: document.source.locate(path), path };
}

/** "etcd.fsyncUs.p50" is the field p50 of the override "etcd.fsyncUs". */
function modelPath({ spec: { models = {} } }: ReadScenario, path: string): string {
  const name = Object.keys(models).find((known) => path === known || path.startsWith(`${known}.`)) ?? path;
  return `spec.models[${name}]${path.slice(name.length)}`;
}
