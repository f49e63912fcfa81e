import { describe } from '@jest/globals';
import { aContainer, aTaskDefinition, withImage, REPOSITORY } from '../a-service.ts';
import { badDropIn, badStack, type BadInput } from '../bad-input.ts';

const WORKER = 'worker/task-definition.yml';
const API = 'api/task-definition.yml';

describe('a task definition of a stack that Fargate would refuse', () => {
  /** One place of a seed's file put differently, and the one error that says so. */
  const wrong = (
    what: string,
    path: string,
    [from, to]: readonly [string, string],
    [rule, message, at]: readonly [string, string, string],
  ): BadInput => ({ what, edits: [[path, from, to]], errors: [{ rule, message, at: `deploy/${path}:${at}` }] });

  badStack(
    wrong(
      'a misspelt field',
      WORKER,
      ['family: amply-worker', 'familly: amply-worker'],
      ['task-definition/required', 'The task definition has no `family`.', '2:1'],
    ),
    wrong(
      'a family with a blank',
      WORKER,
      ['family: amply-worker', 'family: our worker'],
      ['task-definition/family', 'our worker', '2:9'],
    ),
    wrong('a cpu that Fargate does not have', WORKER, ['cpu: 512', 'cpu: 500'], ['task-definition/cpu', '500', '3:6']),
    wrong(
      'a memory that does not go with the cpu',
      WORKER,
      ['memory: 1024', 'memory: 512'],
      ['task-definition/memory', '512', '4:9'],
    ),
    wrong(
      'another network mode',
      WORKER,
      ['memory: 1024', 'memory: 1024\nnetworkMode: bridge'],
      ['task-definition/network-mode', 'bridge', '5:14'],
    ),
    wrong(
      'containers that are no list',
      WORKER,
      ['memory: 1024', 'memory: 1024\nvolumes: none'],
      ['task-definition/type', 'volumes', '5:10'],
    ),
    wrong(
      'an unknown enum value',
      WORKER,
      ['memory: 1024', 'memory: 1024\nruntimePlatform: { cpuArchitecture: hots }'],
      ['task-definition/value', 'hots', '5:37'],
    ),
    wrong(
      'a command that is a text',
      WORKER,
      ['["celery", "-A", "amply.jobs.celery_app", "worker", "--loglevel=info"]', 'celery worker'],
      ['task-definition/type', 'command', '9:14'],
    ),
    wrong(
      'a secret without its value',
      WORKER,
      ['        valueFrom: arn:aws:secretsmanager:...:amply/database-url\n', ''],
      ['task-definition/required', 'valueFrom', '14:9'],
    ),
    wrong(
      'a secret that does not exist',
      API,
      ['amply/stripe-secret', 'amply/stripe-key'],
      ['names/secret', 'There is no secret amply/stripe-key', '19:20'],
    ),
    wrong(
      'a variable that is a secret as well',
      WORKER,
      ['- name: ENVIRONMENT', '- name: DATABASE_URL'],
      ['task-definition/variable-and-secret', 'DATABASE_URL', '11:15'],
    ),
    wrong(
      'a secret that is there twice',
      API,
      ['- name: STRIPE_SECRET_KEY', '- name: DATABASE_URL'],
      ['task-definition/duplicate-secret', 'DATABASE_URL', '18:15'],
    ),
    wrong(
      'another log driver that Fargate does not have',
      WORKER,
      ['logDriver: awslogs', 'logDriver: syslog'],
      ['logs/driver', 'syslog', '17:18'],
    ),
    wrong(
      'a port that is none',
      API,
      ['containerPort: 8000', 'containerPort: 80000'],
      ['task-definition/port', '80000', '11:24'],
    ),
    wrong(
      'a health check that takes too long',
      'api/health-check.yml',
      ['timeout: 5', 'timeout: 500'],
      ['task-definition/health-check', '500', '5:12'],
    ),
    wrong(
      'a dependency on a container that is not there',
      WORKER,
      ['    environment:', '    dependsOn: [{ containerName: migrate, condition: COMPLETE }]\n    environment:'],
      ['task-definition/depends-on', 'migrate', '10:34'],
    ),
    wrong(
      'a placeholder that was left over',
      WORKER,
      ['family: amply-worker', "family: '<FAMILY>'"],
      ['task-definition/placeholder', '<FAMILY>', '2:9'],
    ),
    wrong(
      'a role that does not exist',
      WORKER,
      ['memory: 1024', 'memory: 1024\ntaskRoleArn: amply-worker-task'],
      ['names/role', 'There is no IAM role amply-worker-task', '5:14'],
    ),
    wrong(
      'a parameter that does not exist',
      WORKER,
      ['arn:aws:secretsmanager:...:amply/database-url', 'arn:aws:ssm:...:parameter/amply/database-url'],
      ['names/parameter', '/amply/database-url', '15:20'],
    ),
    wrong(
      'ephemeral storage that is too small',
      WORKER,
      ['memory: 1024', 'memory: 1024\nephemeralStorage: { sizeInGiB: 5 }'],
      ['task-definition/ephemeral-storage', '5', '5:32'],
    ),
    wrong(
      'a stop that takes too long',
      WORKER,
      ['    environment:', '    stopTimeout: 300\n    environment:'],
      ['task-definition/stop-timeout', '300', '10:18'],
    ),
    wrong(
      'no container that is essential',
      WORKER,
      ['    environment:', '    essential: false\n    environment:'],
      ['task-definition/essential', 'essential', '7:3'],
    ),
  );
});

describe('a task definition without a stack that AWS would refuse', () => {
  badDropIn(
    {
      what: 'no containers',
      files: { 'task-definition.json': aTaskDefinition({ containerDefinitions: [] }) },
      errors: [{ rule: 'task-definition/containers', message: 'container', at: 'task-definition.json:1:201' }],
    },
    {
      what: 'a container without an image',
      files: { 'task-definition.json': aTaskDefinition({ containerDefinitions: [{ name: 'app' }] }) },
      errors: [{ rule: 'task-definition/image', message: 'image', at: 'task-definition.json:1:202' }],
    },
    {
      what: 'an image with a placeholder',
      files: { 'task-definition.json': withImage(`${REPOSITORY}:<TAG>`) },
      errors: [{ rule: 'task-definition/placeholder', message: '<TAG>', at: 'task-definition.json:1:224' }],
    },
    {
      what: 'a size for Fargate that it does not have',
      files: { 'task-definition.json': aTaskDefinition({ cpu: '300' }) },
      errors: [{ rule: 'task-definition/cpu', message: '300', at: 'task-definition.json:1:23' }],
    },
    {
      what: 'two containers of one name',
      files: { 'task-definition.json': aTaskDefinition({ containerDefinitions: [aContainer(), aContainer()] }) },
      errors: [{ rule: 'task-definition/duplicate-container', message: 'app', at: 'task-definition.json:1:340' }],
    },
  );
});
