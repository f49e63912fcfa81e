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
    kind: 'a number out of its bounds',
    form: 'a service',
    cases: [
      given('log-lines', '-1', [
        'inputs/number',
        'The input `log-lines` is "-1"; it takes a whole number from 0 to 1000.',
      ]),
      given('log-lines', '30 lines', [
        'inputs/number',
        'The input `log-lines` is "30 lines"; it takes a whole number from 0 to 1000.',
      ]),
      given('fail-fast-after', '101', [
        'inputs/number',
        'The input `fail-fast-after` is "101"; it takes a whole number from 0 to 100.',
      ]),
      given('fail-fast-after', '0.5', [
        'inputs/number',
        'The input `fail-fast-after` is "0.5"; it takes a whole number from 0 to 100.',
      ]),
      given('fail-fast-after', 'never', [
        'inputs/number',
        'The input `fail-fast-after` is "never"; it takes a whole number from 0 to 100.',
      ]),
      given('max-parallel', '-3', [
        'inputs/number',
        'The input `max-parallel` is "-3"; it takes a whole number, 1 or more.',
      ]),
      given('max-parallel', '2.5', [
        'inputs/number',
        'The input `max-parallel` is "2.5"; it takes a whole number, 1 or more.',
      ]),
      given('max-parallel', 'all', [
        'inputs/number',
        'The input `max-parallel` is "all"; it takes a whole number, 1 or more.',
      ]),
      given('desired-count', '1e3', [
        'inputs/number',
        'The input `desired-count` is "1e3"; it takes a whole number, 0 or more.',
      ]),
      given('desired-count', '0x10', [
        'inputs/number',
        'The input `desired-count` is "0x10"; it takes a whole number, 0 or more.',
      ]),
      given('wait-for-minutes', '1e2', [
        'inputs/number',
        'The input `wait-for-minutes` is "1e2"; it takes a number of minutes, 0 or more.',
      ]),
      given('wait-for-minutes', 'Infinity', [
        'inputs/number',
        'The input `wait-for-minutes` is "Infinity"; it takes a number of minutes, 0 or more.',
      ]),
      given('wait-for-minutes', '1,5', [
        'inputs/number',
        'The input `wait-for-minutes` is "1,5"; it takes a number of minutes, 0 or more.',
      ]),
      given('max-retries', '-1', [
        'inputs/number',
        'The input `max-retries` is "-1"; it takes a whole number, 0 or more.',
      ]),
    ],
  },
  {
    kind: 'a word that is none of those that it takes',
    form: 'a service',
    cases: [
      given('on-failure', 'Rollback', [
        'inputs/unknown-value',
        'The input `on-failure` is "Rollback"; it takes `rollback` or `leave`.',
      ]),
      given('on-failure', 'rollback, leave', [
        'inputs/unknown-value',
        'The input `on-failure` is "rollback, leave"; it takes `rollback` or `leave`.',
      ]),
      given('on-failure', 'true', [
        'inputs/unknown-value',
        'The input `on-failure` is "true"; it takes `rollback` or `leave`.',
      ]),
      given('on-timeout', 'ROLLBACK', [
        'inputs/unknown-value',
        'The input `on-timeout` is "ROLLBACK"; it takes `leave` or `rollback`.',
      ]),
      given('on-timeout', '30', [
        'inputs/unknown-value',
        'The input `on-timeout` is "30"; it takes `leave` or `rollback`.',
      ]),
      given('on-cancel', 'rolback', [
        'inputs/unknown-value',
        'The input `on-cancel` is "rolback"; it takes `leave` or `rollback`.',
      ]),
      given('on-cancel', 'wait', [
        'inputs/unknown-value',
        'The input `on-cancel` is "wait"; it takes `leave` or `rollback`.',
      ]),
      given('on-conflict', 'Wait', [
        'inputs/unknown-value',
        'The input `on-conflict` is "Wait"; it takes `wait`, `fail` or `replace`.',
      ]),
      given('on-conflict', 'rollback', [
        'inputs/unknown-value',
        'The input `on-conflict` is "rollback"; it takes `wait`, `fail` or `replace`.',
      ]),
      given('propagate-tags', 'TASK-DEFINITION', [
        'inputs/unknown-value',
        'The input `propagate-tags` is "TASK-DEFINITION"; it takes `SERVICE`, `TASK_DEFINITION` or `NONE`.',
      ]),
      given('propagate-tags', 'none', [
        'inputs/unknown-value',
        'The input `propagate-tags` is "none"; it takes `SERVICE`, `TASK_DEFINITION` or `NONE`.',
      ]),
      given('allow-older', 'yes', ['inputs/boolean', 'The input `allow-older` is "yes"; it takes `true` or `false`.']),
      given('force-new-deployment', '1', [
        'inputs/boolean',
        'The input `force-new-deployment` is "1"; it takes `true` or `false`.',
      ]),
      given('dry-run', 'tRUE', ['inputs/boolean', 'The input `dry-run` is "tRUE"; it takes `true` or `false`.']),
    ],
  },
  {
    kind: 'an input that an official action is given otherwise',
    form: 'a service',
    cases: [
      given(
        'service-managed-ebs-volume',
        '[]',
        ['inputs/json', 'The input `service-managed-ebs-volume` is JSON, but no object.'],
        ['inputs/combination', '`service-managed-ebs-volume` and `service-managed-ebs-volume-name` need each other.'],
      ),
      given('task-definition', '   ', ['inputs/required', 'Neither `stack` nor `task-definition` is given.']),
      given('task-definition', '{"family": "web"}', ['files/missing', '{"family": "web"} does not exist.']),
    ],
  },
  {
    kind: 'inputs that do not go together',
    form: 'a stack',
    cases: [
      {
        what: 'services that there are not, one like another',
        with: { services: 'apis\nzzz' },
        by: [
          ['inputs/unknown-service', 'The stack amply has no service `apis`.'],
          ['inputs/unknown-service', 'The stack amply has no service `zzz`.'],
        ],
      },
      {
        what: 'task-definitions that are null',
        with: { 'task-definitions': 'null' },
        by: [['inputs/json', 'The input `task-definitions` is JSON, but no object.']],
      },
      {
        what: 'task-definitions that are a text',
        with: { 'task-definitions': '"api.json"' },
        by: [['inputs/json', 'The input `task-definitions` is JSON, but no object.']],
      },
      {
        what: 'task-definitions for services of other names',
        with: { 'task-definitions': '{"web": "web.json"}' },
        by: [
          ['inputs/task-definitions', 'The input `task-definitions` has no path for the service api.'],
          ['inputs/task-definitions', 'The input `task-definitions` has no path for the service worker.'],
        ],
      },
      {
        what: 'all that a stack says itself',
        with: { cluster: 'amply-prod', service: 'amply-api', 'desired-count': '2' },
        by: [
          [
            'inputs/combination',
            'The inputs `stack` and `service` exclude each other: with a stack, its files say it.',
          ],
          [
            'inputs/combination',
            'The inputs `stack` and `cluster` exclude each other: with a stack, its files say it.',
          ],
          [
            'inputs/combination',
            'The inputs `stack` and `desired-count` exclude each other: with a stack, its files say it.',
          ],
        ],
      },
      {
        what: 'a stack of nothing',
        with: { stack: ' ' },
        by: [['inputs/required', 'Neither `stack` nor `task-definition` is given.']],
      },
      {
        what: 'wrong in itself and beside others',
        with: { cluster: 'amply-prod', 'on-failure': 'stop' },
        by: [['inputs/unknown-value', 'The input `on-failure` is "stop"; it takes `rollback` or `leave`.']],
      },
    ],
  },
];
