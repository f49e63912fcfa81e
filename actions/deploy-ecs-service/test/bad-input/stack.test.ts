import { describe } from '@jest/globals';
import { badStack } from '../bad-input.ts';

const STACK = 'deploy/stack.yml';

describe('a stack.yml that does not fit its schema', () => {
  badStack(
    {
      what: 'no name',
      edits: [['stack.yml', 'name: amply\n', '']],
      errors: [{ rule: 'stack/missing-key', message: 'stack.yml needs `name`.', at: `${STACK}:2:1` }],
    },
    {
      what: 'no cluster',
      edits: [['stack.yml', /\ncluster: .*/, '']],
      errors: [{ rule: 'stack/missing-key', message: 'stack.yml needs `cluster`.', at: `${STACK}:2:1` }],
    },
    {
      what: 'a cluster without a name',
      edits: [['stack.yml', 'cluster: { name: amply-prod, ', 'cluster: { ']],
      errors: [{ rule: 'stack/missing-key', message: 'stack.yml needs `cluster.name`.', at: `${STACK}:5:10` }],
    },
    {
      what: 'no services',
      files: { [STACK]: 'name: amply\nregion: eu-central-1\ncluster: { name: amply-prod }\n' },
      errors: [{ rule: 'stack/missing-key', message: 'stack.yml needs `services`.', at: `${STACK}:1:1` }],
    },
    {
      what: 'a service without a task definition',
      edits: [['stack.yml', '    taskDefinition: beat/task-definition.yml\n', '']],
      errors: [
        { rule: 'stack/missing-key', message: 'stack.yml needs `services.beat.taskDefinition`.', at: `${STACK}:32:5` },
      ],
    },
    {
      what: 'a key that it does not have',
      edits: [['stack.yml', 'defaults: #', 'default: #']],
      errors: [
        {
          rule: 'stack/unknown-key',
          message: 'stack.yml has no key `default`.\nDid you mean defaults?',
          at: `${STACK}:12:1`,
        },
      ],
    },
    {
      what: 'a key that a service does not have',
      edits: [['stack.yml', 'singleton: true', 'singelton: true']],
      errors: [
        {
          rule: 'stack/unknown-key',
          message: 'stack.yml has no key `singelton` in services.beat.\nDid you mean singleton?',
          at: `${STACK}:34:5`,
        },
      ],
    },
    {
      what: 'a key that the cluster does not have',
      edits: [['stack.yml', 'containerInsights: enabled', 'insights: enabled']],
      errors: [{ rule: 'stack/unknown-key', message: 'no key `insights` in cluster', at: `${STACK}:5:74` }],
    },
    {
      what: 'an unknown enum value',
      edits: [['stack.yml', 'containerInsights: enabled', 'containerInsights: on']],
      errors: [
        {
          rule: 'stack/type',
          message: '`cluster.containerInsights` must be enabled, enhanced or disabled, and here is "on".',
          at: `${STACK}:5:93`,
        },
      ],
    },
    {
      what: 'a singleton that is a word',
      edits: [['stack.yml', 'singleton: true', 'singleton: please']],
      errors: [
        { rule: 'stack/type', message: '`services.beat.singleton` must be true or false', at: `${STACK}:34:16` },
      ],
    },
    {
      what: 'services that are a list',
      files: { [STACK]: 'name: amply\nregion: eu-central-1\ncluster: { name: amply-prod }\nservices: [api]\n' },
      errors: [{ rule: 'stack/type', message: '`services` must be a mapping', at: `${STACK}:4:11` }],
    },
    {
      what: 'a service that is a file',
      files: {
        [STACK]: 'name: amply\nregion: eu-central-1\ncluster: { name: amply-prod }\nservices: { api: api.yml }\n',
      },
      errors: [{ rule: 'stack/type', message: '`services.api` must be a mapping', at: `${STACK}:4:18` }],
    },
    {
      what: 'a task definition that is a number',
      edits: [['stack.yml', 'taskDefinition: beat/task-definition.yml', 'taskDefinition: 1']],
      errors: [
        { rule: 'stack/type', message: '`services.beat.taskDefinition` must be text or a list', at: `${STACK}:32:21` },
      ],
    },
    {
      what: 'a name with blanks',
      edits: [['stack.yml', 'name: amply\n', 'name: our stack\n']],
      errors: [{ rule: 'stack/type', message: '`name`', at: `${STACK}:2:7` }],
    },
    {
      what: 'a time of day that is none',
      edits: [['stack.yml', "stop: '20:00'", "stop: '25:00'"]],
      errors: [{ rule: 'stack/type', message: '`environments.staging.offHours.stop`', at: `${STACK}:44:23` }],
    },
    {
      what: 'an environment with a key that it does not have',
      edits: [['stack.yml', 'production: false', 'prod: false']],
      errors: [{ rule: 'stack/unknown-key', message: 'no key `prod` in environments.staging', at: `${STACK}:41:5` }],
    },
    {
      what: 'no region, neither here nor in the inputs',
      edits: [['stack.yml', 'region: eu-central-1\n', '']],
      errors: [
        {
          rule: 'stack/region',
          message: 'Neither stack.yml nor the input aws-region gives a region.',
          at: `${STACK}:2:1`,
        },
      ],
    },
  );
});

describe('services that do not go together', () => {
  badStack(
    {
      what: 'one that comes after an unknown one',
      edits: [['stack.yml', 'after: [worker]', 'after: [wroker]']],
      errors: [
        {
          rule: 'stack/unknown-service',
          message: '`after` of beat names an unknown service: wroker.\nDid you mean worker?',
          at: `${STACK}:35:13`,
        },
      ],
    },
    {
      what: 'one that comes after itself',
      edits: [['stack.yml', 'after: [worker]', 'after: [beat]']],
      errors: [{ rule: 'stack/cycle', message: 'beat -> beat', at: `${STACK}:35:12` }],
    },
    {
      what: 'two that wait for each other',
      edits: [['stack.yml', 'scaling: { policy: worker/scaling.yml, maxCapacity: 10 }', 'after: [beat]']],
      errors: [
        { rule: 'stack/cycle', message: 'worker -> beat -> worker', at: `${STACK}:30:12` },
        { rule: 'stack/cycle', message: 'beat -> worker -> beat', at: `${STACK}:35:12` },
      ],
    },
    {
      what: 'two for one ECS service',
      edits: [['beat/service.yml', 'serviceName: amply-beat', 'serviceName: amply-worker']],
      errors: [
        {
          rule: 'stack/same-service',
          message: 'worker and beat are both the ECS service amply-worker.',
          at: `${STACK}:31:3`,
        },
      ],
    },
    {
      what: 'two for one family',
      edits: [['worker/task-definition.yml', 'family: amply-worker', 'family: amply-api']],
      errors: [
        {
          rule: 'stack/same-family',
          message: 'api and worker have different task definitions of one family, amply-api.',
          at: 'deploy/worker/task-definition.yml:2:9',
        },
      ],
    },
    {
      what: 'a file for a container that the task definition does not have',
      edits: [['stack.yml', 'containers: { api: api/health-check.yml }', 'containers: { app: api/health-check.yml }']],
      errors: [{ rule: 'task-definition/unknown-container', message: 'app', at: 'deploy/api/health-check.yml:2:1' }],
    },
  );
});

describe('variables', () => {
  const USING = (text: string) => ({
    edits: [['worker/task-definition.yml', 'value: production', `value: ${text}`]] as const,
  });
  const AT = 'deploy/worker/task-definition.yml:12:16';

  badStack(
    {
      what: 'one that is not set',
      ...USING('${STAGE}'),
      errors: [{ rule: 'files/unset-variable', message: 'The variable STAGE is not set.', at: AT }],
    },
    {
      what: 'one that is misspelt',
      ...USING('${ENVIROMENT}'),
      errors: [{ rule: 'files/unset-variable', message: 'Did you mean ENVIRONMENT?', at: AT }],
    },
    {
      what: 'one that is not set, with a message of its own',
      ...USING('${STAGE:?set it in the workflow}'),
      errors: [
        { rule: 'files/unset-variable', message: 'The variable STAGE is not set: set it in the workflow.', at: AT },
      ],
    },
    {
      what: 'one that only the environment of the process has',
      ...USING('${AWS_SECRET_ACCESS_KEY}'),
      env: { AWS_SECRET_ACCESS_KEY: 'a secret' },
      errors: [{ rule: 'files/unset-variable', message: 'The variable AWS_SECRET_ACCESS_KEY is not set.', at: AT }],
    },
    {
      what: 'one that is not closed',
      ...USING('"${STAGE"'),
      errors: [{ rule: 'files/variable-syntax', message: 'This ${ has no } after it.', at: AT }],
    },
    {
      what: 'one that has no name',
      ...USING('"${}"'),
      errors: [{ rule: 'files/variable-syntax', message: 'Invalid variable reference.', at: AT }],
    },
    {
      what: 'one in stack.yml that is not set',
      edits: [['stack.yml', 'name: amply-prod,', "name: '${CLUSTER}',"]],
      errors: [{ rule: 'files/unset-variable', message: 'The variable CLUSTER is not set.', at: `${STACK}:5:18` }],
    },
    {
      what: 'one in the region of stack.yml that is not set',
      edits: [['stack.yml', 'region: eu-central-1\n', "region: '${REGION}'\n"]],
      errors: [{ rule: 'files/unset-variable', message: 'The variable REGION is not set.', at: `${STACK}:3:9` }],
    },
    {
      what: 'one in the region of stack.yml that is made from the region',
      edits: [['stack.yml', 'region: eu-central-1\n', "region: '${AWS_REGION}'\n"]],
      errors: [{ rule: 'files/unset-variable', message: 'The variable AWS_REGION is not set.', at: `${STACK}:3:9` }],
    },
  );
});
