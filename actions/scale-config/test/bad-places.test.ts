import { annotationsIn } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** Something wrong in a file or an input, and the errors that say so: these and no others. */
interface Wrong {
  readonly what: string;
  readonly with: Readonly<Record<string, string>>;
  readonly edits?: readonly Edit[];
  readonly files?: Readonly<Record<string, string>>;
  readonly errors: readonly (readonly [rule: string, firstLine: string, at?: string])[];
}

const STACK = { stack: 'deploy/stack.yml' };
const SERVICE = { service: 'amply-worker', cluster: 'amply-prod' };

/** The worker's scaling file with that policy. */
const worker = (text: string): Pick<Wrong, 'with' | 'edits'> => ({
  with: STACK,
  edits: [['worker/scaling.yml', /[^]*/, text]],
});
const api = (from: string, to: string): Pick<Wrong, 'with' | 'edits'> => ({
  with: STACK,
  edits: [['api/scaling.yml', from, to]],
});
const steps = (...adjustments: readonly string[]) =>
  `policyType: StepScaling
stepScalingPolicyConfiguration:
  adjustmentType: ChangeInCapacity
  stepAdjustments:
${adjustments.map((one) => `    - { ${one} }\n`).join('')}`;

const CASES: readonly Wrong[] = [
  {
    what: 'a cron of five fields',
    ...api(
      'scalingPolicy:',
      'scheduledAction: { schedule: cron(0 7 * * *), scalableTargetAction: { minCapacity: 3 } }\nscalingPolicy:',
    ),
    errors: [
      [
        'scaling/schedule',
        'Here are the five fields of Unix cron; AWS has six: minutes, hours, day of month, month, day of week, year.',
        'deploy/api/scaling.yml:9:30',
      ],
    ],
  },
  {
    what: 'a rate without a unit',
    ...api(
      'scalingPolicy:',
      'scheduledAction: { schedule: rate(5), scalableTargetAction: { minCapacity: 3 } }\nscalingPolicy:',
    ),
    errors: [
      [
        'scaling/schedule',
        'rate must have a whole number above 0 and a unit (minutes, hours or days), got "5".',
        'deploy/api/scaling.yml:9:30',
      ],
    ],
  },
  {
    what: 'a scheduled minimum above its maximum',
    ...api(
      'scalingPolicy:',
      'scheduledAction: { schedule: rate(1 day), scalableTargetAction: { minCapacity: 5, maxCapacity: 3 } }\nscalingPolicy:',
    ),
    errors: [['scaling/min-above-max', 'minCapacity 5 is above maxCapacity 3.', 'deploy/api/scaling.yml:9:80']],
  },
  {
    what: 'steps that overlap',
    ...worker(
      steps(
        'metricIntervalLowerBound: 0, metricIntervalUpperBound: 20, scalingAdjustment: 1',
        'metricIntervalLowerBound: 10, scalingAdjustment: 2',
      ),
    ),
    errors: [['scaling/step-intervals', 'This step overlaps with the one up to 20.', 'deploy/worker/scaling.yml:6:7']],
  },
  {
    what: 'steps with a gap',
    ...worker(
      steps(
        'metricIntervalLowerBound: 0, metricIntervalUpperBound: 10, scalingAdjustment: 1',
        'metricIntervalLowerBound: 20, scalingAdjustment: 2',
      ),
    ),
    errors: [
      ['scaling/step-intervals', 'There is a gap from 10 to 20 before this step.', 'deploy/worker/scaling.yml:6:7'],
    ],
  },
  {
    what: 'no steps at all',
    ...worker('policyType: StepScaling\nstepScalingPolicyConfiguration:\n  adjustmentType: ChangeInCapacity\n'),
    errors: [['scaling/steps', 'Step scaling needs `stepAdjustments`, at least one.', 'deploy/worker/scaling.yml:3:3']],
  },
  {
    what: 'a key twice',
    ...api('  minCapacity: 2\n', '  minCapacity: 2\n  minCapacity: 3\n'),
    errors: [
      ['files/duplicate-key', 'Duplicate key minCapacity: line 6 has it already.', 'deploy/api/scaling.yml:7:3'],
    ],
  },
  {
    what: 'a tab before a key',
    ...api('  maxCapacity: 10', '\tmaxCapacity: 10'),
    errors: [
      ['files/tab-indent', 'A tab indents this line; YAML allows only spaces there.', 'deploy/api/scaling.yml:7:1'],
    ],
  },
  {
    what: 'the account of somebody else',
    with: STACK,
    edits: [['stack.yml', 'region: eu-central-1', 'region: eu-central-1\naccount: "999988887777"']],
    errors: [
      [
        'stack/account',
        'The credentials of this run are for the account 123456789012, but this environment is in 999988887777.',
        'deploy/stack.yml:4:10',
      ],
    ],
  },
  {
    what: 'off-hours that end when they begin',
    with: { ...STACK, environment: 'staging' },
    edits: [['stack.yml', "start: '07:00'", "start: '20:00'"]],
    errors: [
      [
        'scaling/off-hours-time',
        'start of offHours is the same time as stop: whether the services sleep all day or never is not clear.',
        'deploy/stack.yml:44:39',
      ],
    ],
  },
  {
    what: 'a cluster that there is not',
    with: { ...SERVICE, cluster: 'amply-prd', scaling: 'scaling.yml' },
    files: { 'scaling.yml': 'scalableTarget: { minCapacity: 1, maxCapacity: 2 }\n' },
    errors: [['scaling/no-such-cluster', 'There is no cluster amply-prd in this account and region.']],
  },
  {
    what: 'a cluster that there is not, to restore',
    with: { ...SERVICE, cluster: 'amply-prd', mode: 'restore' },
    errors: [['scaling/no-such-cluster', 'There is no cluster amply-prd in this account and region.']],
  },
  {
    what: 'a file that is a compose file',
    with: { ...SERVICE, scaling: 'compose.yml' },
    files: { 'compose.yml': 'services:\n  web:\n    image: shop\n' },
    errors: [
      [
        'scaling/unknown-part',
        'This is not a scalable target, a scaling policy or a scheduled action.',
        'compose.yml:1:1',
      ],
    ],
  },
];

test.each(CASES.map((wrong) => [wrong.what, wrong] as const))(
  '%s is told, and nothing is written',
  async (_, { with: given, edits = [], files, errors }) => {
    const run = await anAccount().scale({ with: given, files: { ...seedFiles(...edits), ...files } });
    const found = annotationsIn(run.log).filter(({ severity }) => severity === 'error');
    const shown = found.map(({ title, message, at }) => {
      const line = message.split('\n')[0] ?? '';
      return at === undefined ? [title, line] : [title, line, at];
    });
    expect(shown).toEqual(errors);
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
  },
);
