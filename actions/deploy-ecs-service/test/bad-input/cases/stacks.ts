import type { Wrong, WrongOnes } from '../../stopped.ts';

/** stack.yml, put differently in one place. */
const saying = (what: string, [from, to]: readonly [string | RegExp, string], ...by: Wrong['by']): Wrong => ({
  what,
  edits: [['stack.yml', from, to]],
  by,
});

const AFTER = 'after: [worker]';
const SCALING = 'scaling: { policy: worker/scaling.yml, maxCapacity: 10 }';
const MONITORING = /monitoring: .*/;
const OFF_HOURS = /offHours: .*/;

/** A stack.yml that does not fit its schema, or contradicts itself. */
export const STACKS: readonly WrongOnes[] = [
  {
    kind: 'a value of stack.yml of the wrong kind',
    form: 'a stack',
    cases: [
      saying(
        'a cluster that is a name',
        [/cluster: \{.*/, 'cluster: amply-prod'],
        ['stack/type', '`cluster` must be a mapping, and here is text.', 'deploy/stack.yml:5:10'],
      ),
      saying(
        'capacity providers that are a text',
        ['[FARGATE, FARGATE_SPOT]', 'FARGATE'],
        ['stack/type', '`cluster.capacityProviders` must be a list, and here is text.', 'deploy/stack.yml:5:49'],
      ),
      saying(
        'a list that is to be merged over',
        [AFTER, 'after: worker'],
        ['stack/type', '`services.beat.after` must be a list, and here is text.', 'deploy/stack.yml:35:12'],
      ),
      saying(
        'containers that are a list',
        ['{ api: api/health-check.yml }', '[api/health-check.yml]'],
        ['stack/type', '`services.api.containers` must be a mapping, and here is a list.', 'deploy/stack.yml:23:17'],
      ),
      saying(
        'a service of nothing',
        ['  beat:\n', '  none:\n  beat:\n'],
        ['stack/type', '`services.none` must be a mapping, and here is nothing.', 'deploy/stack.yml:31:8'],
      ),
      saying(
        'scaling that is a number',
        [SCALING, 'scaling: 10'],
        [
          'stack/type',
          '`services.worker.scaling` must be text or a mapping, and here is a number.',
          'deploy/stack.yml:30:14',
        ],
      ),
      saying(
        'scaling without its policy',
        [SCALING, 'scaling: { maxCapacity: 10 }'],
        ['stack/missing-key', 'stack.yml needs `services.worker.scaling.policy`.', 'deploy/stack.yml:30:14'],
      ),
      saying(
        'a capacity below nothing',
        ['maxCapacity: 10', 'maxCapacity: -1'],
        ['stack/type', '`services.worker.scaling.maxCapacity` must be 0 or more.', 'deploy/stack.yml:30:57'],
      ),
      saying(
        'a capacity of a task and a half',
        ['maxCapacity: 10', 'maxCapacity: 1.5'],
        [
          'stack/type',
          '`services.worker.scaling.maxCapacity` must be a whole number, and here is a number with a fraction.',
          'deploy/stack.yml:30:57',
        ],
      ),
      saying(
        'a VPC of no name',
        ['vpc: amply ', "vpc: '' "],
        ['stack/type', '`vpc` must not be empty.', 'deploy/stack.yml:4:6'],
      ),
      saying(
        'a variable that is a list',
        ['\nimage:', '\nvariables: { ZONES: [a, b] }\nimage:'],
        [
          'stack/type',
          '`variables.ZONES` must be text, a number or true or false, and here is a list.',
          'deploy/stack.yml:7:21',
        ],
      ),
      saying(
        'a target group of several files',
        ['api/target-group.yml', '[api/target-group.yml]'],
        ['stack/type', '`services.api.targetGroup` must be text, and here is a list.', 'deploy/stack.yml:26:18'],
      ),
      saying(
        'days of retention that are a word',
        ['logRetentionInDays: 30', 'logRetentionInDays: forever'],
        ['stack/type', '`monitoring.logRetentionInDays` must be a number, and here is text.', 'deploy/stack.yml:37:83'],
      ),
      saying(
        'days of retention that are none',
        ['logRetentionInDays: 30', 'logRetentionInDays: 0'],
        ['stack/type', '`monitoring.logRetentionInDays` must be more than 0.', 'deploy/stack.yml:37:83'],
      ),
      saying(
        'monitoring that is switched on',
        [MONITORING, 'monitoring: true'],
        ['stack/type', '`monitoring` must be a mapping, and here is true.', 'deploy/stack.yml:37:13'],
      ),
      saying(
        'a network that is a list',
        [/networkConfiguration:\n(?: {4}.*\n)+/, 'networkConfiguration: [a]\n'],
        [
          'stack/type',
          '`defaults.networkConfiguration` must be a mapping, and here is a list.',
          'deploy/stack.yml:14:25',
        ],
      ),
      saying(
        'a production that is a word',
        ['production: false', 'production: maybe'],
        [
          'stack/type',
          '`environments.staging.production` must be true or false, and here is text.',
          'deploy/stack.yml:41:17',
        ],
      ),
      saying(
        'off hours that never end',
        [OFF_HOURS, "offHours: { stop: '20:00' }"],
        ['stack/missing-key', 'stack.yml needs `environments.staging.offHours.start`.', 'deploy/stack.yml:44:15'],
      ),
      saying(
        'off hours with a time in words',
        [OFF_HOURS, "offHours: { stop: noon, start: '07:00' }"],
        [
          'stack/type',
          '`environments.staging.offHours.stop` is a time of day such as "20:00".',
          'deploy/stack.yml:44:23',
        ],
      ),
      saying(
        'environments that are a list',
        [/environments:[^]*/, 'environments: [staging]'],
        ['stack/type', '`environments` must be a mapping, and here is a list.', 'deploy/stack.yml:39:15'],
      ),
    ],
  },
  {
    kind: 'a key that stack.yml does not have',
    form: 'a stack',
    cases: [
      saying(
        'of its image',
        ['context: ../backend', 'contex: ../backend'],
        ['stack/unknown-key', 'stack.yml has no key `contex` in image.', 'deploy/stack.yml:9:3'],
      ),
      saying(
        'of its defaults',
        ['executionRoleArn: amply', 'executionRole: amply'],
        ['stack/unknown-key', 'stack.yml has no key `executionRole` in defaults.', 'deploy/stack.yml:13:3'],
      ),
      saying(
        'of scaling',
        ['maxCapacity: 10', 'max: 10'],
        ['stack/unknown-key', 'stack.yml has no key `max` in services.worker.scaling.', 'deploy/stack.yml:30:44'],
      ),
      saying(
        'of monitoring',
        ['notify: amply-alerts', 'notifications: amply-alerts'],
        ['stack/unknown-key', 'stack.yml has no key `notifications` in monitoring.', 'deploy/stack.yml:37:87'],
      ),
      saying(
        'of off hours',
        ['timezone: Europe', 'timeZone: Europe'],
        [
          'stack/unknown-key',
          'stack.yml has no key `timeZone` in environments.staging.offHours.',
          'deploy/stack.yml:44:63',
        ],
      ),
      saying(
        'of an environment, which has no name of its own',
        ['production: false', 'name: amply-staging'],
        ['stack/unknown-key', 'stack.yml has no key `name` in environments.staging.', 'deploy/stack.yml:41:5'],
      ),
      saying(
        'of a service, which its own file has',
        [AFTER, 'desiredCount: 1'],
        ['stack/unknown-key', 'stack.yml has no key `desiredCount` in services.beat.', 'deploy/stack.yml:35:5'],
      ),
      saying(
        'that nothing comes near to',
        ['\nimage:', '\nzzz: 1\nimage:'],
        ['stack/unknown-key', 'stack.yml has no key `zzz`.', 'deploy/stack.yml:7:1'],
      ),
    ],
  },
  {
    kind: 'services that do not go together',
    form: 'a stack',
    cases: [
      {
        what: 'three that wait for each other',
        edits: [
          ['stack.yml', 'targetGroup: api/target-group.yml', 'targetGroup: api/target-group.yml\n    after: [beat]'],
          ['stack.yml', SCALING, 'after: [api]'],
        ],
        by: [
          [
            'stack/cycle',
            'These services wait for each other: api -> beat -> worker -> api.',
            'deploy/stack.yml:27:12',
          ],
          [
            'stack/cycle',
            'These services wait for each other: worker -> api -> beat -> worker.',
            'deploy/stack.yml:31:12',
          ],
          [
            'stack/cycle',
            'These services wait for each other: beat -> worker -> api -> beat.',
            'deploy/stack.yml:36:12',
          ],
        ],
      },
      saying(
        'one after two unknown ones',
        [AFTER, 'after: [wroker, zzz]'],
        ['stack/unknown-service', '`after` of beat names an unknown service: wroker.', 'deploy/stack.yml:35:13'],
        ['stack/unknown-service', '`after` of beat names an unknown service: zzz.', 'deploy/stack.yml:35:21'],
      ),
      saying(
        'one after an unknown one and itself',
        [AFTER, 'after: [wroker, beat]'],
        ['stack/cycle', 'These services wait for each other: beat -> beat.', 'deploy/stack.yml:35:12'],
        ['stack/unknown-service', '`after` of beat names an unknown service: wroker.', 'deploy/stack.yml:35:13'],
      ),
      saying(
        'a singleton that is scaled',
        ['singleton: true', 'singleton: true\n    scaling: worker/scaling.yml'],
        ['singleton/scaling', 'amply-beat is a singleton: nothing may scale it.', 'deploy/stack.yml:35:14'],
      ),
    ],
  },
  {
    kind: 'variables',
    form: 'a stack',
    cases: [
      saying(
        'one that needs one that is not set',
        ['\nimage:', '\nvariables: { A: "${B}" }\nimage:'],
        ['files/unset-variable', 'The variable B is not set.', 'deploy/stack.yml:7:17'],
      ),
      saying(
        'two that need each other',
        ['\nimage:', '\nvariables: { A: "${B}", B: "${A}" }\nimage:'],
        ['files/unset-variable', 'The variable B is not set.', 'deploy/stack.yml:7:17'],
        ['files/unset-variable', 'The variable A is not set.', 'deploy/stack.yml:7:28'],
      ),
      saying(
        'one that asks to be set',
        ['name: amply-prod,', 'name: "${CLUSTER:?name the cluster}",'],
        ['files/unset-variable', 'The variable CLUSTER is not set: name the cluster.', 'deploy/stack.yml:5:18'],
      ),
      {
        what: 'one that is set to nothing, and needs a value',
        with: { variables: 'CLUSTER=' },
        edits: [['stack.yml', 'name: amply-prod,', 'name: "${CLUSTER:?name the cluster}",']],
        by: [['files/unset-variable', 'The variable CLUSTER is empty: name the cluster.', 'deploy/stack.yml:5:18']],
      },
      {
        what: 'a line that has only a value',
        with: { variables: '=production' },
        by: [
          [
            'files/variables-line',
            'Line 1 of the input `variables` has no name that a variable can have before its `=`.',
          ],
        ],
      },
      {
        what: 'a name with a hyphen',
        with: { variables: 'MY-VARIABLE=1' },
        by: [
          [
            'files/variables-line',
            'Line 1 of the input `variables` has no name that a variable can have before its `=`.',
          ],
        ],
      },
    ],
  },
  {
    kind: 'an environment',
    form: 'a stack',
    cases: [
      {
        what: 'where there are none',
        with: { environment: 'staging' },
        edits: [['stack.yml', /environments:[^]*/, '']],
        by: [['stack/unknown-environment', 'stack.yml has no environment `staging`.', 'deploy/stack.yml:2:1']],
      },
      {
        what: 'that is called otherwise in all letters',
        with: { environment: 'qa' },
        by: [['stack/unknown-environment', 'stack.yml has no environment `qa`.', 'deploy/stack.yml:39:1']],
      },
      {
        what: 'with a service that the stack does not have',
        with: { environment: 'staging' },
        edits: [['stack.yml', 'production: false', 'services: { mailer: { singleton: true } }']],
        by: [
          ['stack/missing-key', 'stack.yml needs `services.mailer.taskDefinition`.', 'deploy/stack.yml:41:25'],
          ['stack/missing-key', 'stack.yml needs `services.mailer.service`.', 'deploy/stack.yml:41:25'],
        ],
      },
      {
        what: 'whose region is a variable that is not set',
        with: { environment: 'staging' },
        edits: [['stack.yml', 'region: eu-west-1', "region: '${REGION}'"]],
        by: [['files/unset-variable', 'The variable REGION is not set.', 'deploy/stack.yml:42:13']],
      },
    ],
  },
];
