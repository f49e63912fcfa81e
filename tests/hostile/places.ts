import type { CallFault, World } from '@fargate-actions/emulator';
import type { Edit } from '@fargate-actions/stack/testing';

/** A place where a text comes in from outside. */
export interface Place {
  readonly name: string;
  readonly action: string;
  /** What AWS answers. */
  readonly faults?: (text: string) => readonly CallFault[];
  /** What a file says. */
  readonly edits?: (text: string) => readonly Edit[];
  readonly with?: (text: string) => Readonly<Record<string, string>>;
  /** What is in the account. */
  readonly account?: (world: World, text: string) => void;
  /** Texts with characters that can't be there, such as a NUL in a file of YAML. */
  readonly isForbidden?: (text: string) => boolean;
}

const DEPLOY = 'deploy-ecs-service';
const BEAT = 'enforce-beat-singleton';

/** AWS refuses an operation with that text as its message. */
const refusal = (action: string, operation: string, error: string): Place => ({
  name: `${action}: what AWS says of ${operation}`,
  action,
  faults: (message) => [{ operation, error, message, httpStatus: 400 }],
});

/** A text as a string in YAML. */
const quoted = (text: string): string => JSON.stringify(text).replace(/[^\x20-\x7e]/g, escaped);
const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

const inFile = (action: string, name: string, path: string, from: string, to: (text: string) => string): Place => ({
  name: `${action}: ${name}`,
  action,
  edits: (text) => [[path, from, to(quoted(text))]],
});

const asInput = (action: string, input: string, others: Readonly<Record<string, string>> = {}): Place => ({
  name: `${action}: the input ${input}`,
  action,
  with: (text) => ({ ...others, [input]: text }),
});

const SERVICE_OF = (world: World, name: string): { tags: Record<string, string> } => {
  const service = world.services.find((one) => one.name === name);
  if (!service) throw new Error(`There is no service ${name}.`);
  return service;
};

/** All of them. */
export const PLACES: readonly Place[] = [
  refusal(DEPLOY, 'ecs:DescribeServices', 'AccessDeniedException'),
  refusal(DEPLOY, 'ecs:RegisterTaskDefinition', 'ClientException'),
  refusal(DEPLOY, 'ecs:UpdateService', 'InvalidParameterException'),
  refusal(DEPLOY, 'ec2:DescribeSubnets', 'InvalidParameterValue'),
  refusal(BEAT, 'ecs:UpdateService', 'InvalidParameterException'),
  refusal(BEAT, 'ssm:PutParameter', 'ValidationException'),
  refusal('scale-config', 'application-autoscaling:PutScalingPolicy', 'ValidationException'),
  refusal('monitor-config', 'cloudwatch:PutMetricAlarm', 'ValidationError'),
  refusal('monitor-config', 'logs:PutRetentionPolicy', 'InvalidParameterException'),
  refusal('render-task-def', 'iam:GetRole', 'InvalidInput'),
  refusal('build-push-ecr', 'ecr:DescribeRepositories', 'InvalidParameterException'),
  refusal('build-push-ecr', 'ecr:PutLifecyclePolicy', 'InvalidParameterException'),
  {
    name: `${DEPLOY}: the log of a container`,
    action: DEPLOY,
    account: (world, text) => {
      world.scenario.images['*:v2'] = { behaviour: 'crash', exitCode: 3, logs: [text, `KeyError: '${text}'`] };
    },
  },
  inFile(
    DEPLOY,
    'the name of an environment variable',
    'api/task-definition.yml',
    '- name: ENVIRONMENT',
    (text) => `- name: ${text}`,
  ),
  inFile(
    DEPLOY,
    'a key of a task definition',
    'api/task-definition.yml',
    'cpu: 512 ',
    (text) => `${text}: 1\ncpu: 512 `,
  ),
  inFile(DEPLOY, 'the image of a container', 'api/task-definition.yml', 'amply-backend:v2', (text) =>
    `x:${text}`.replace(':"', ':'),
  ),
  inFile(DEPLOY, 'a key of stack.yml', 'stack.yml', 'services:', (text) => `${text}: 1\nservices:`),
  inFile('scale-config', 'the type of a policy', 'worker/scaling.yml', 'TargetTrackingScaling', (text) => text),
  inFile(
    'monitor-config',
    'the name of an alarm',
    'monitoring/alarms.yml',
    'alarmName: amply-api-high-cpu',
    (text) => `alarmName: ${text}`,
  ),
  inFile(
    'monitor-config',
    'the metric of an alarm',
    'monitoring/alarms.yml',
    'metricName: CPUUtilization',
    (text) => `metricName: ${text}`,
  ),
  asInput(DEPLOY, 'services'),
  asInput(DEPLOY, 'on-failure'),
  asInput(DEPLOY, 'wait-for-minutes'),
  asInput(BEAT, 'strategy'),
  asInput('scale-config', 'simulate-hours'),
  asInput('monitor-config', 'notify'),
  asInput('render-task-def', 'image'),
  asInput('render-task-def', 'environment'),
  asInput('build-push-ecr', 'platforms'),
  {
    name: `${BEAT}: the mark of another run`,
    action: BEAT,
    account: (world, text) => {
      const at = new Date(world.now).toISOString();
      // The lock would tell that whoever wrote it is done.
      world.scenario.denied = ['ssm:*'];
      SERVICE_OF(world, 'amply-beat').tags['fargate-actions:replacing'] =
        `from=amply-beat:1 to=amply-beat:1 run=${text.replace(/\s/g, '-')} at=${at}`;
    },
    with: () => ({ 'wait-for-other-minutes': '0' }),
  },
  {
    name: `${BEAT}: the owner of the lock`,
    action: BEAT,
    account: (world, text) => {
      const name = '/fargate-actions/singleton/amply-prod/amply-beat/lock-1';
      const value = JSON.stringify({ owner: text });
      world.parameters.push({
        ...{ arn: `arn:aws:ssm:eu-central-1:123456789012:parameter${name}`, name, type: 'String', value },
        ...{ version: 1, lastModifiedAt: world.now, tags: {} },
      });
    },
    with: () => ({ 'wait-for-other-minutes': '0' }),
  },
  {
    name: 'monitor-config: the name of somebody’s alarm',
    action: 'monitor-config',
    account: (world, text) => {
      world.alarms.push({ name: `amply-api-${text}`, state: 'OK', isHeld: true });
    },
  },
];
