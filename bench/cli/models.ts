/** seatrial models: every constant of the component models, with its value, unit, label and source. */
import { Argument, Command, Option } from 'commander';
import { allModels } from '../../engine/index.js';
import { table } from '../../reports/index.js';
import { print, printJson } from './output.js';

const examples = `
Examples:
  seatrial models              all of them
  seatrial models etcd -o json`;

export function modelsCommand(): Command {
  return new Command('models')
    .description('list the constants of the component models; a scenario overrides them by name (spec.models)')
    .addArgument(new Argument('[component]', 'only this one’s').choices(Object.keys(allModels)))
    .addOption(new Option('-o, --output <format>', 'what is printed').choices(['table', 'json']).default('table'))
    .addHelpText('after', examples)
    .action(models);
}

async function models(component: string | undefined, { output }: { output: 'table' | 'json' }): Promise<void> {
  const rows = Object.entries(allModels)
    .filter(([name]) => component === undefined || name === component)
    .flatMap(([name, model]) =>
      Object.entries(model).map(([constant, prior]) => ({ name: `${name}.${constant}`, ...prior })),
    );
  if (output === 'json') return printJson(rows);
  const columns = ['name', 'value', 'unit', 'label', 'source'].map((title) => ({ title }));
  const lines = table(
    columns,
    rows.map((r) => [r.name, JSON.stringify(r.value), r.unit, r.label, r.source]),
  );
  const labels =
    'Labels: D documented or in-source default, M published measurement, M− low-trust, E engineering estimate.';
  await print([...lines, '', labels]);
}
