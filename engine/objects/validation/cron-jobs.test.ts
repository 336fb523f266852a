/** CronJobs that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../api.js';
import { saidOf } from './testing.js';

const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } };

function cronJob(spec: object, name = 'c'): KubeObject {
  const fields = { schedule: '* * * * *', jobTemplate: { spec: { template } }, ...spec };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec: fields };
}

const cronJobs: readonly (readonly [spec: object, errors: readonly string[]])[] = [
  [{ schedule: '' }, ['spec.schedule: Required value']],
  [
    { schedule: '61 * * * *' },
    ['spec.schedule: Invalid value: "61 * * * *": end of range (61) above maximum (59): 61'],
  ],
  [{ schedule: '* * * *' }, ['spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]']],
  [{ schedule: '@often' }, ['spec.schedule: Invalid value: "@often": unrecognized descriptor: @often']],
  [
    { schedule: '@every 5' },
    ['spec.schedule: Invalid value: "@every 5": failed to parse duration @every 5: time: missing unit in duration "5"'],
  ],
  [
    { schedule: 'TZ=UTC * * * * *' },
    [
      'spec.schedule: Invalid value: "TZ=UTC * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
  ],
  [
    { schedule: 'TZ=Mars/X 61 * * * *' },
    [
      'spec.schedule: Invalid value: "TZ=Mars/X 61 * * * *": provided bad location Mars/X: unknown time zone Mars/X',
      'spec.schedule: Invalid value: "TZ=Mars/X 61 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
  ],
  [{ timeZone: '' }, ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string']],
  [{ timeZone: 'Mars/X' }, ['spec.timeZone: Invalid value: "Mars/X": unknown time zone Mars/X']],
  [{ timeZone: 'europe/berlin' }, ['spec.timeZone: Invalid value: "europe/berlin": unknown time zone europe/berlin']],
  [{ timeZone: '../UTC' }, ['spec.timeZone: Invalid value: "../UTC": unknown time zone ../UTC']],
  [
    { timeZone: 'Local' },
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
  ],
  [
    { startingDeadlineSeconds: -1 },
    ['spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    { concurrencyPolicy: 'Maybe' },
    ['spec.concurrencyPolicy: Unsupported value: "Maybe": supported values: "Allow", "Forbid", "Replace"'],
  ],
  [
    { successfulJobsHistoryLimit: -1, failedJobsHistoryLimit: -2 },
    [
      'spec.successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
      'spec.failedJobsHistoryLimit: Invalid value: -2: must be greater than or equal to 0',
    ],
  ],
  [
    {
      jobTemplate: {
        spec: {
          template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } },
          manualSelector: true,
          selector: { matchLabels: { a: 'b' } },
        },
      },
    },
    [
      'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated',
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
    ],
  ],
  [
    { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } } },
    ['spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
];

for (const [spec, errors] of cronJobs)
  test(`CronJob: ${errors.join('; ')}`, () => deepEqual(saidOf(cronJob(spec)), errors));

test('a CronJob leaves room for what its Jobs add to its name', () => {
  deepEqual(saidOf(cronJob({}, 'c'.repeat(52))), []);
  const name = 'c'.repeat(53);
  deepEqual(saidOf(cronJob({}, name)), [`metadata.name: Invalid value: "${name}": must be no more than 52 characters`]);
});

test('a time zone is called as the database calls it', () => {
  for (const timeZone of ['UTC', 'Europe/Kyiv', 'US/Pacific', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'])
    deepEqual(saidOf(cronJob({ timeZone })), []);
});
