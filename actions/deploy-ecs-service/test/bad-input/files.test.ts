import { describe } from '@jest/globals';
import { aTaskDefinition } from '../a-service.ts';
import { badDropIn, badStack } from '../bad-input.ts';

const STACK = 'deploy/stack.yml';
const TASK_DEFINITION = 'deploy/worker/task-definition.yml';

describe('a file that is not there, or not to be read', () => {
  badStack(
    {
      what: 'a stack that does not exist',
      with: { stack: 'deploy/stakc.yml' },
      errors: [{ rule: 'files/missing', message: 'deploy/stakc.yml does not exist.\nDid you mean deploy/stack.yml?' }],
    },
    {
      what: 'a stack that is a directory',
      with: { stack: 'deploy' },
      errors: [{ rule: 'files/is-directory', message: 'deploy is a directory.' }],
    },
    {
      what: 'a stack above the workspace',
      with: { stack: '../stack.yml' },
      errors: [{ rule: 'files/outside-workspace', message: '../stack.yml leads out of the workspace.' }],
    },
    {
      what: 'a stack at an absolute path',
      with: { stack: '/etc/passwd' },
      errors: [{ rule: 'files/outside-workspace', message: '/etc/passwd leads out of the workspace.' }],
    },
    {
      what: 'a stack behind a way out and in',
      with: { stack: 'deploy/../../elsewhere/stack.yml' },
      errors: [{ rule: 'files/outside-workspace', message: 'leads out of the workspace.' }],
    },
    {
      what: 'a task definition that the stack names and that does not exist',
      edits: [['stack.yml', 'worker/task-definition.yml', 'worker/task-definitions.yml']],
      errors: [
        {
          rule: 'files/missing',
          message:
            'deploy/worker/task-definitions.yml does not exist.\nDid you mean deploy/worker/task-definition.yml?',
          at: `${STACK}:28:21`,
        },
      ],
    },
    {
      what: 'a service file out of the workspace',
      edits: [['stack.yml', 'service: worker/service.yml', 'service: ../../service.yml']],
      errors: [{ rule: 'files/outside-workspace', message: '../../service.yml leads out', at: `${STACK}:29:14` }],
    },
    {
      what: 'the second of several service files that does not exist',
      edits: [['stack.yml', 'api/deployment.yml]', 'api/rollout.yml]']],
      errors: [{ rule: 'files/missing', message: 'deploy/api/rollout.yml does not exist.', at: `${STACK}:24:32` }],
    },
    {
      what: 'the file of a container that does not exist',
      edits: [['stack.yml', 'api: api/health-check.yml', 'api: api/health.yml']],
      errors: [{ rule: 'files/missing', message: 'deploy/api/health.yml does not exist.', at: `${STACK}:23:24` }],
    },
  );
  badDropIn(
    {
      what: 'a task definition that does not exist',
      with: { 'task-definition': 'task-definitions.json' },
      errors: [{ rule: 'files/missing', message: 'Did you mean task-definition.json?' }],
    },
    {
      what: 'a task definition that is not there, above the workspace',
      with: { 'task-definition': '../task-definition.json' },
      errors: [{ rule: 'files/missing', message: '/task-definition.json does not exist.' }],
    },
    {
      what: 'a task definition that the temporary directory does not have',
      with: { 'task-definition': '/tmp/runner-temp-of-nobody/rendered.json' },
      env: { RUNNER_TEMP: '/tmp/runner-temp-of-nobody' },
      errors: [{ rule: 'files/missing', message: 'rendered.json does not exist.' }],
    },
    {
      what: 'an appspec in the place of a task definition',
      files: {
        'task-definition.json': 'version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n',
      },
      errors: [
        {
          rule: 'task-definition/required',
          message: 'The task definition has no `family`.',
          at: 'task-definition.json:1:1',
        },
        {
          rule: 'task-definition/required',
          message: 'The task definition has no `containerDefinitions`.',
          at: 'task-definition.json:1:1',
        },
      ],
    },
  );
});

describe('a file that can not be read as YAML or JSON', () => {
  /** The worker's task definition, malformed. */
  const malformed = (content: string) => ({ with: { services: 'worker' }, files: { [TASK_DEFINITION]: content } });

  badStack(
    {
      what: 'an empty one',
      ...malformed(''),
      errors: [{ rule: 'files/empty', message: 'nothing but blanks and comments', at: `${TASK_DEFINITION}:1:1` }],
    },
    {
      what: 'one of comments alone',
      ...malformed('# to be written\n'),
      errors: [{ rule: 'files/empty', message: 'nothing but blanks and comments', at: `${TASK_DEFINITION}:1:1` }],
    },
    {
      what: 'a single word',
      ...malformed('amply-worker\n'),
      errors: [{ rule: 'files/scalar', message: 'a single value, no map and no list', at: `${TASK_DEFINITION}:1:1` }],
    },
    {
      what: 'a tab in the indentation',
      ...malformed('family: amply-worker\ncontainerDefinitions:\n\t- name: worker\n'),
      errors: [{ rule: 'files/tab-indent', message: 'A tab indents this line', at: `${TASK_DEFINITION}:3:1` }],
    },
    {
      what: 'a conflict that was not resolved',
      ...malformed('family: amply-worker\n<<<<<<< HEAD\ncpu: 512\n=======\ncpu: 1024\n>>>>>>> main\n'),
      errors: [{ rule: 'files/conflict-marker', message: 'Git left a merge conflict', at: `${TASK_DEFINITION}:2:1` }],
    },
    {
      what: 'JSON with a comma too many',
      ...malformed('{"family": "amply-worker",}'),
      errors: [{ rule: 'files/trailing-comma', message: 'A comma stands before the }', at: `${TASK_DEFINITION}:1:26` }],
    },
    {
      what: 'JSON that ends in the middle',
      ...malformed('{"family": "amply-worker"'),
      errors: [{ rule: 'files/unclosed', message: 'is never closed', at: `${TASK_DEFINITION}:1:1` }],
    },
    {
      what: 'JSON with a comma too few',
      ...malformed('{"family": "amply-worker"\n"cpu": "512"}'),
      errors: [{ rule: 'files/missing-comma', message: 'A comma is missing', at: `${TASK_DEFINITION}:1:26` }],
    },
    {
      what: 'two documents',
      ...malformed('family: amply-worker\n---\nfamily: amply-api\n'),
      errors: [{ rule: 'files/several-documents', message: 'A second YAML document', at: `${TASK_DEFINITION}:2:1` }],
    },
    {
      what: 'a YAML list that is not closed',
      ...malformed('family: amply-worker\nrequiresCompatibilities: [FARGATE\n'),
      errors: [{ rule: 'files/unclosed', message: 'The [ that opens here', at: `${TASK_DEFINITION}:2:26` }],
    },
    {
      what: 'no space behind a colon',
      ...malformed('family:amply-worker\ncpu: 512\n'),
      errors: [{ rule: 'files/missing-space', message: 'colon', at: `${TASK_DEFINITION}:1:8` }],
    },
    {
      what: 'a template of another tool',
      ...malformed('family: amply-worker\n{% if production %}\ncpu: 512\n{% endif %}\n'),
      errors: [{ rule: 'files/template', message: '', at: `${TASK_DEFINITION}:2:1` }],
    },
    {
      what: 'a key that is there twice',
      edits: [['worker/task-definition.yml', 'memory: 1024', 'memory: 1024\nfamily: amply-api']],
      errors: [{ rule: 'files/duplicate-key', message: 'Duplicate key family: line ', at: `${TASK_DEFINITION}:5:1` }],
    },
    {
      what: 'a placeholder without quotes',
      edits: [['worker/task-definition.yml', 'value: production', 'value: {{ stage }}']],
      errors: [
        {
          rule: 'files/unquoted-placeholder',
          message: 'The placeholder {{ stage }} stands here without quotes',
          at: `${TASK_DEFINITION}:12:16`,
        },
      ],
    },
    {
      what: 'an anchor that is not there',
      edits: [['worker/task-definition.yml', 'awslogs-group: /ecs/amply-worker', 'awslogs-group: *group']],
      errors: [{ rule: 'files/unknown-anchor', message: 'This alias repeats', at: `${TASK_DEFINITION}:19:24` }],
    },
    {
      what: 'a stack.yml that is no YAML',
      files: { [STACK]: 'name: amply\nservices: }\n' },
      errors: [{ rule: 'files/unopened', message: '', at: `${STACK}:2:11` }],
    },
    {
      what: 'all malformed files at once',
      files: { [TASK_DEFINITION]: '', 'deploy/beat/service.yml': 'serviceName: [amply-beat\n' },
      errors: [
        { rule: 'files/unclosed', message: 'The [ that opens here', at: 'deploy/beat/service.yml:1:14' },
        { rule: 'files/empty', message: 'nothing but blanks and comments', at: `${TASK_DEFINITION}:1:1` },
      ],
    },
  );
  badDropIn(
    {
      what: 'a JSON task definition with something behind its end',
      files: { 'task-definition.json': `${aTaskDefinition()}\n}` },
      errors: [{ rule: 'files/json-syntax', message: '', at: 'task-definition.json:2:1' }],
    },
    {
      what: 'a JSON task definition with single quotes',
      files: { 'task-definition.json': `{"family": 'web'}` },
      errors: [{ rule: 'files/missing-quotes', message: '', at: 'task-definition.json:1:12' }],
    },
  );
});
