import { aFile, type Wrong, type WrongOnes } from '../../stopped.ts';
import type { Edit } from '@fargate-actions/stack/testing';

/** A line more in beat's service file; the title is what it says. */
const says = (line: string, ...by: Wrong['by']): Wrong => ({
  what: line,
  edits: [['beat/service.yml', 'launchType: FARGATE', `launchType: FARGATE\n${line}`]],
  by,
});

/** A strategy by which ECS may deploy, in beat's service file. */
const strategy = (name: string, ...by: Wrong['by']): Wrong =>
  says(`deploymentConfiguration: { strategy: ${name} }`, ...by);

const NO_SINGLETON: Edit = ['stack.yml', '    singleton: true\n', ''];

/** Files that are missing, that nobody can read, or that contradict `singleton: true`. */
export const FILES: readonly WrongOnes[] = [
  {
    kind: 'a stack',
    form: 'a stack',
    cases: [
      {
        what: 'that is not there',
        with: { stack: 'deploy/stak.yml' },
        by: [['files/missing', 'deploy/stak.yml does not exist.']],
      },
      {
        what: 'outside the workspace',
        with: { stack: '../stack.yml' },
        by: [['files/outside-workspace', '../stack.yml leads out of the workspace.']],
      },
      {
        what: 'that is no YAML',
        files: { 'deploy/stack.yml': 'name: [amply\n' },
        by: [['files/unclosed', 'The [ that opens here is never closed.', 'deploy/stack.yml:1:7']],
      },
      {
        what: 'whose file is outside the workspace',
        edits: [['stack.yml', 'beat/task-definition.yml', '../../beat/task-definition.yml']],
        by: [
          [
            'files/outside-workspace',
            '../../beat/task-definition.yml leads out of the workspace.',
            'deploy/stack.yml:32:21',
          ],
        ],
      },
      {
        what: 'whose file is not there',
        edits: [['stack.yml', 'beat/service.yml', 'beat/sevice.yml']],
        by: [['files/missing', 'deploy/beat/sevice.yml does not exist.', 'deploy/stack.yml:33:14']],
      },
      {
        what: 'with a variable that is not set',
        edits: [['beat/task-definition.yml', ':latest', ':${TAG}']],
        by: [['files/unset-variable', 'The variable TAG is not set.', 'deploy/beat/task-definition.yml:8:12']],
      },
      {
        what: 'without that environment',
        with: { environment: 'prod' },
        by: [['stack/unknown-environment', 'stack.yml has no environment `prod`.', 'deploy/stack.yml:39:1']],
      },
      {
        what: 'without that service',
        with: { services: 'beet' },
        by: [['inputs/unknown-service', 'The stack amply has no service `beet`.']],
      },
      {
        what: 'in which that service is no singleton',
        with: { services: 'worker' },
        by: [['singleton/not-one', 'The service worker of the stack is no singleton.', 'deploy/stack.yml:28:5']],
      },
      {
        what: 'without a singleton',
        edits: [NO_SINGLETON],
        by: [['singleton/none', 'No service of the stack amply is a singleton.', 'deploy/stack.yml:21:3']],
      },
      {
        what: 'that scales its singleton',
        edits: [['stack.yml', '    singleton: true\n', '    singleton: true\n    scaling: worker/scaling.yml\n']],
        by: [['singleton/scaling', 'amply-beat is a singleton: nothing may scale it.', 'deploy/stack.yml:35:14']],
      },
      {
        what: 'with a key that nobody knows',
        edits: [['stack.yml', 'singleton: true', 'singelton: true']],
        by: [['stack/unknown-key', 'stack.yml has no key `singelton` in services.beat.', 'deploy/stack.yml:34:5']],
      },
    ],
  },
  {
    kind: 'a service file that says',
    form: 'a stack',
    cases: [
      {
        what: 'desiredCount 2',
        edits: [['beat/service.yml', 'desiredCount: 1', 'desiredCount: 2']],
        by: [
          [
            'singleton/settings',
            'amply-beat is a singleton: desiredCount must be 1, and here is 2.',
            'deploy/beat/service.yml:2:15',
          ],
        ],
      },
      {
        what: 'desiredCount 0',
        edits: [['beat/service.yml', 'desiredCount: 1', 'desiredCount: 0']],
        by: [
          [
            'singleton/settings',
            'amply-beat is a singleton: desiredCount must be 1, and here is 0.',
            'deploy/beat/service.yml:2:15',
          ],
        ],
      },
      {
        what: 'Spot',
        edits: [
          [
            'beat/service.yml',
            'launchType: FARGATE',
            'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }]',
          ],
        ],
        by: [
          [
            'singleton/on-demand',
            "amply-beat is a singleton: it must run on FARGATE alone, because Spot stops tasks with two minutes' notice.",
            'deploy/beat/service.yml:3:27',
          ],
        ],
      },
      {
        what: 'launchType EC2',
        edits: [['beat/service.yml', 'launchType: FARGATE', 'launchType: EC2']],
        by: [
          [
            'singleton/settings',
            'amply-beat is a singleton: launchType must be "FARGATE", and here is "EC2".',
            'deploy/beat/service.yml:3:13',
          ],
        ],
      },
      says('schedulingStrategy: DAEMON', [
        'singleton/settings',
        'amply-beat is a singleton: schedulingStrategy must be "REPLICA", and here is "DAEMON".',
        'deploy/beat/service.yml:4:21',
      ]),
      says('deploymentController: { type: CODE_DEPLOY }', [
        'service/controller',
        'amply-beat asks for the "CODE_DEPLOY" controller, which this version does not support.',
        'deploy/beat/service.yml:4:31',
      ]),
      says('deploymentController: { type: EXTERNAL }', [
        'service/controller',
        'amply-beat asks for the "EXTERNAL" controller, which this version does not support.',
        'deploy/beat/service.yml:4:31',
      ]),
      says('availabilityZoneRebalancing: ENABLED', [
        'singleton/settings',
        'amply-beat is a singleton: availabilityZoneRebalancing must be "DISABLED", and here is "ENABLED".',
        'deploy/beat/service.yml:4:30',
      ]),
      strategy('BLUE_GREEN', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.strategy must be "ROLLING", and here is "BLUE_GREEN".',
        'deploy/beat/service.yml:4:38',
      ]),
      strategy('LINEAR', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.strategy must be "ROLLING", and here is "LINEAR".',
        'deploy/beat/service.yml:4:38',
      ]),
      strategy('CANARY', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.strategy must be "ROLLING", and here is "CANARY".',
        'deploy/beat/service.yml:4:38',
      ]),
      says(
        'deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 }',
        [
          'singleton/settings',
          'amply-beat is a singleton: deploymentConfiguration.maximumPercent must be 100, and here is 200.',
          'deploy/beat/service.yml:4:44',
        ],
        [
          'singleton/settings',
          'amply-beat is a singleton: deploymentConfiguration.minimumHealthyPercent must be 0, and here is 100.',
          'deploy/beat/service.yml:4:72',
        ],
      ),
      says('deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } }', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.deploymentCircuitBreaker.rollback must be false, and here is true.',
        'deploy/beat/service.yml:4:80',
      ]),
      says(
        'deploymentConfiguration: { earlySuccessCriteria: { enable: true, sourceServiceRevisionCleanup: DEFERRED } }',
        [
          'singleton/settings',
          'amply-beat is a singleton: deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup must be "BLOCKING", and here is "DEFERRED".',
          'deploy/beat/service.yml:4:96',
        ],
      ),
      says('deploymentConfiguration: { alarms: { enable: true, rollback: true, alarmNames: [late] } }', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.alarms.rollback must be false, and here is true.',
        'deploy/beat/service.yml:4:62',
      ]),
      says(
        'deploymentConfiguration: { lifecycleHooks: [{ hookTargetArn: x, roleArn: y, lifecycleStages: [PRE_SCALE_UP] }] }',
        [
          'singleton/settings',
          'amply-beat is a singleton: deploymentConfiguration.lifecycleHooks must be [], and here is [{"hookTargetArn":"x","roleArn":"y","lifecycleStages":["PRE_SCALE_UP"]}].',
          'deploy/beat/service.yml:4:44',
        ],
      ),
      {
        what: 'all of it at once',
        edits: [
          ['beat/service.yml', 'desiredCount: 1', 'desiredCount: 3'],
          [
            'beat/service.yml',
            'launchType: FARGATE',
            'launchType: FARGATE\nschedulingStrategy: DAEMON\ndeploymentConfiguration: { maximumPercent: 200 }',
          ],
        ],
        by: [
          [
            'singleton/settings',
            'amply-beat is a singleton: desiredCount must be 1, and here is 3.',
            'deploy/beat/service.yml:2:15',
          ],
          [
            'singleton/settings',
            'amply-beat is a singleton: schedulingStrategy must be "REPLICA", and here is "DAEMON".',
            'deploy/beat/service.yml:4:21',
          ],
          [
            'singleton/settings',
            'amply-beat is a singleton: deploymentConfiguration.maximumPercent must be 100, and here is 200.',
            'deploy/beat/service.yml:5:44',
          ],
        ],
      },
    ],
  },
  {
    kind: 'a task definition',
    form: 'a task definition',
    cases: [
      {
        what: 'that is not there',
        with: { 'task-definition': 'render.json' },
        by: [['files/missing', 'render.json does not exist.']],
      },
      {
        what: 'that is a device',
        with: { 'task-definition': '/dev/null' },
        by: [['files/unreadable', '/dev/null cannot be read.']],
      },
      {
        what: 'that is no JSON',
        files: { 'beat.json': '{ "family": ' },
        by: [
          ['files/unclosed', 'The { that opens here is never closed.', 'beat.json:1:1'],
          ['files/missing-value', 'A value is missing before this.', 'beat.json:1:13'],
        ],
      },
      {
        what: 'that has no containers',
        files: { 'beat.json': '{ "family": "amply-beat" }' },
        by: [
          ['task-definition/required', 'The task definition has no `containerDefinitions`.', 'beat.json:1:1'],
          ['task-definition/cpu', 'Fargate needs `cpu` of the whole task, and it is not set.', 'beat.json:1:1'],
          ['task-definition/memory', 'Fargate needs `memory` of the whole task, and it is not set.', 'beat.json:1:1'],
          ['task-definition/network-mode', 'Fargate needs networkMode awsvpc, and it is not set.', 'beat.json:1:1'],
        ],
      },
      {
        what: 'that Fargate does not run',
        files: { 'beat.json': aFile({ cpu: 1024 }) },
        by: [
          [
            'task-definition/container-cpu',
            'The containers reserve 1024 CPU units together, but the task has 256.',
            'beat.json:7:10',
          ],
        ],
      },
    ],
  },
];
