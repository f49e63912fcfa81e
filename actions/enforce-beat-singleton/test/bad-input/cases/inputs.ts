import type { Wrong, WrongOnes } from '../../stopped.ts';

/** One input with a value that it does not take; the title is both. */
const given = (name: string, value: string, ...by: Wrong['by']): Wrong => ({
  what: `${name}: ${JSON.stringify(value)}`,
  with: { [name]: value },
  by,
});

/** Inputs of which one is wrong, or that do not go together. */
export const INPUTS: readonly WrongOnes[] = [
  {
    kind: 'an input that is none of its values',
    form: 'a task definition',
    cases: [
      given('mode', 'repair', [
        'inputs/unknown-value',
        'The input `mode` is "repair"; it takes `deploy`, `enforce` or `audit`.',
      ]),
      given('strategy', 'blue-green', [
        'inputs/unknown-value',
        'The input `strategy` is "blue-green"; it takes `strict` or `ecs`.',
      ]),
      given('stop-strays', 'maybe', [
        'inputs/unknown-value',
        'The input `stop-strays` is "maybe"; it takes `true`, `false` or `report`.',
      ]),
      given('force-new-deployment', 'if needed', [
        'inputs/boolean',
        'The input `force-new-deployment` is "if needed"; it takes `true` or `false`.',
      ]),
      given('dry-run', 'perhaps', ['inputs/boolean', 'The input `dry-run` is "perhaps"; it takes `true` or `false`.']),
      given('drain-minutes', '0', [
        'inputs/number',
        'The input `drain-minutes` is "0"; it takes a number of minutes from 1 to 60.',
      ]),
      given('drain-minutes', 'ten', [
        'inputs/number',
        'The input `drain-minutes` is "ten"; it takes a number of minutes from 1 to 60.',
      ]),
      given('wait-for-minutes', '361', [
        'inputs/number',
        'The input `wait-for-minutes` is "361"; it takes a number of minutes from 1 to 360.',
      ]),
      given('wait-for-other-minutes', '-1', [
        'inputs/number',
        'The input `wait-for-other-minutes` is "-1"; it takes a number of minutes from 0 to 360.',
      ]),
      given('fail-fast-after', '0.5', [
        'inputs/number',
        'The input `fail-fast-after` is "0.5"; it takes a whole number from 0 to 100.',
      ]),
      given('log-lines', '1001', [
        'inputs/number',
        'The input `log-lines` is "1001"; it takes a whole number from 0 to 1000.',
      ]),
    ],
  },
  {
    kind: 'an input that is missing',
    form: 'a task definition',
    cases: [
      {
        what: 'the service',
        with: { service: '' },
        by: [['inputs/required', 'Neither `stack` nor `service` is given.']],
      },
      {
        what: 'the service, to audit',
        with: { service: '', 'task-definition': '', mode: 'audit' },
        by: [['inputs/required', 'Neither `stack` nor `service` is given.']],
      },
      {
        what: 'the task definition',
        with: { 'task-definition': '' },
        by: [['inputs/required', '`mode: deploy` needs `task-definition`, without a stack.']],
      },
    ],
  },
  {
    kind: 'inputs that exclude each other',
    form: 'a task definition',
    cases: [
      {
        what: 'stack, and one service',
        with: { stack: 'deploy/stack.yml' },
        by: [
          [
            'inputs/combination',
            'The inputs `stack` and `cluster` exclude each other: with a stack, its files say it.',
          ],
          [
            'inputs/combination',
            'The inputs `stack` and `service` exclude each other: with a stack, its files say it.',
          ],
          [
            'inputs/combination',
            'The inputs `stack` and `task-definition` exclude each other: with a stack, its files say it.',
          ],
        ],
      },
      {
        what: 'what only a stack has, without one',
        with: { environment: 'staging', services: 'beat', variables: 'A=b' },
        by: [
          ['inputs/combination', 'The input `environment` needs a stack.'],
          ['inputs/combination', 'The input `services` needs a stack.'],
          ['inputs/combination', 'The input `variables` needs a stack.'],
        ],
      },
      {
        what: 'a task definition, to repair',
        with: { mode: 'enforce' },
        by: [
          [
            'inputs/combination',
            '`mode: enforce` and `task-definition` exclude each other: it keeps the revision that the service has.',
          ],
        ],
      },
      {
        what: 'a task definition, to audit',
        with: { mode: 'audit' },
        by: [['inputs/combination', '`mode: audit` and `task-definition` exclude each other: it changes nothing.']],
      },
      {
        what: 'strategy and force-new-deployment, to repair',
        with: { 'task-definition': '', mode: 'enforce', strategy: 'ecs', 'force-new-deployment': 'true' },
        by: [
          [
            'inputs/combination',
            '`mode: enforce` and `force-new-deployment` exclude each other: it keeps the revision that the service has.',
          ],
          [
            'inputs/combination',
            '`mode: enforce` and `strategy` exclude each other: it keeps the revision that the service has.',
          ],
        ],
      },
      {
        what: 'stop-strays, to audit',
        with: { 'task-definition': '', mode: 'audit', 'stop-strays': 'true' },
        by: [['inputs/combination', '`mode: audit` and `stop-strays` exclude each other: it changes nothing.']],
      },
    ],
  },
  {
    kind: 'rendered task definitions',
    form: 'a stack',
    cases: [
      given('task-definitions', '{', ['inputs/json', 'The input `task-definitions` is not valid JSON.']),
      given('task-definitions', '["beat.json"]', [
        'inputs/json',
        'The input `task-definitions` is JSON, but no object.',
      ]),
      given('task-definitions', '{"worker": "worker.json"}', [
        'inputs/task-definitions',
        'The input `task-definitions` has no path for the service beat.',
      ]),
      given('task-definitions', '{"beat": "beat.json"}', ['files/missing', 'beat.json does not exist.']),
    ],
  },
];
