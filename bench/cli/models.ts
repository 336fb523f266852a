/** seatrial models: every constant of the component models, with its value, unit, label and source. */
import { Command } from 'commander';
import { allModels } from '../../engine/index.js';
import { table } from '../../reports/index.js';
import { print, printJson } from './output.js';

export function modelsCommand(): Command {
  return new Command('models')
    .description('list the constants of the component models; a scenario overrides them by name (spec.models)')
    .argument('[component]', `one of ${Object.keys(allModels).join(', ')}`)
    .option('-o, --output <format>', 'table or json', 'table')
    .action(async (component: string | undefined, { output }: { output: string }) => {
      const rows = Object.entries(allModels)
        .filter(([name]) => component === undefined || name === component)
        .flatMap(([name, model]) =>
          Object.entries(model).map(([constant, prior]) => ({ name: `${name}.${constant}`, ...prior })),
        );
      if (output === 'json') return printJson(rows);
      const columns = ['name', 'value', 'unit', 'label', 'source'].map((title) => ({ title }));
      await print(
        table(
          columns,
          rows.map((r) => [r.name, JSON.stringify(r.value), r.unit, r.label, r.source]),
        ),
      );
      await print([
        '',
        'Labels: D documented or in-source default, M published measurement, M− low-trust, E engineering estimate.',
      ]);
    });
}
