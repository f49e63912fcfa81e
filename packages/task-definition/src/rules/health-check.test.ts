import type { JsonObject } from '@fargate-actions/documents';
import { aContainer, anEc2TaskDefinition, withContainer } from '../../test/task-definitions.ts';
import { table } from '../../test/validation.ts';

function withHealthCheck(fields: Readonly<Record<string, unknown>>): JsonObject {
  return withContainer({ healthCheck: { command: ['CMD-SHELL', 'true'], ...fields } });
}

const BAD_HEALTH_CHECK = ['error task-definition/health-check'];

table('health checks', [
  ...(
    [
      ['interval', 5, 300],
      ['timeout', 2, 60],
      ['retries', 1, 10],
      ['startPeriod', 0, 300],
    ] as const
  ).flatMap(([key, least, most]) => [
    { name: `${key} ${least}`, definition: withHealthCheck({ [key]: least }) },
    { name: `${key} ${most}`, definition: withHealthCheck({ [key]: most }) },
    { name: `${key} ${least - 1}`, definition: withHealthCheck({ [key]: least - 1 }), found: BAD_HEALTH_CHECK },
    { name: `${key} ${most + 1}`, definition: withHealthCheck({ [key]: most + 1 }), found: BAD_HEALTH_CHECK },
  ]),
  { name: 'CMD with words', definition: withHealthCheck({ command: ['CMD', 'curl', '-f', 'http://localhost'] }) },
  {
    name: 'CMD with a line',
    definition: withHealthCheck({ command: ['CMD', 'curl -f http://localhost'] }),
    found: ['warning task-definition/health-check'],
  },
  {
    name: 'no CMD',
    definition: withHealthCheck({ command: ['curl', '-f', 'http://localhost'] }),
    found: BAD_HEALTH_CHECK,
  },
  // AWS's own example of its collector (ADOT), another program, and a whole line.
  ...[['/healthcheck'], ['wget', '-q', 'http://localhost'], ['curl -f http://localhost || exit 1']].map((command) => ({
    name: `drop-in: ${command.join(' ')}`,
    definition: withHealthCheck({ command, interval: 5, timeout: 6 }),
    mode: 'as-declared' as const,
    found: ['warning task-definition/health-check'],
  })),
  {
    name: 'drop-in: CMD alone',
    definition: withHealthCheck({ command: ['CMD'] }),
    mode: 'as-declared',
    found: BAD_HEALTH_CHECK,
  },
  {
    name: 'CMD-SHELL with two texts',
    definition: withHealthCheck({ command: ['CMD-SHELL', 'curl', 'http://localhost'] }),
    found: ['warning task-definition/health-check'],
  },
  { name: 'CMD-SHELL alone', definition: withHealthCheck({ command: ['CMD-SHELL'] }), found: BAD_HEALTH_CHECK },
  { name: 'an empty command', definition: withHealthCheck({ command: [] }), found: BAD_HEALTH_CHECK },
  {
    name: 'no command',
    definition: withHealthCheck({ command: undefined }),
    found: ['error task-definition/required'],
  },
]);

table('times', [
  ...(['start', 'stop'] as const).flatMap((verb) => [
    { name: `${verb} 2 s`, definition: withContainer({ [`${verb}Timeout`]: 2 }) },
    { name: `${verb} 120 s`, definition: withContainer({ [`${verb}Timeout`]: 120 }) },
    {
      name: `${verb} 1 s`,
      definition: withContainer({ [`${verb}Timeout`]: 1 }),
      found: [`error task-definition/${verb}-timeout`],
    },
    {
      name: `${verb} 121 s`,
      definition: withContainer({ [`${verb}Timeout`]: 121 }),
      found: [`error task-definition/${verb}-timeout`],
    },
  ]),
  {
    name: 'EC2: stop 300 s',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 64, stopTimeout: 300 })] }),
    mode: 'as-declared',
  },
  {
    name: 'restart after 60 s',
    definition: withContainer({ restartPolicy: { enabled: true, restartAttemptPeriod: 60 } }),
  },
  {
    name: 'restart after 59 s',
    definition: withContainer({ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }),
    found: ['error task-definition/restart-policy'],
  },
  {
    name: '51 ignored exit codes',
    definition: withContainer({
      restartPolicy: { enabled: true, ignoredExitCodes: Array.from({ length: 51 }, (_, code) => code) },
    }),
    found: ['error task-definition/restart-policy'],
  },
]);

table('Celery', [
  {
    name: 'a worker with all the time there is',
    definition: withContainer({ command: ['celery', '-A', 'shop', 'worker'], stopTimeout: 120 }),
  },
  {
    name: 'a worker with less',
    definition: withContainer({ command: ['celery', '-A', 'shop', 'worker'], stopTimeout: 119 }),
    found: ['notice celery/stop-timeout'],
  },
  {
    name: 'a worker with the default',
    definition: withContainer({ command: ['celery', 'worker', '-A', 'shop'] }),
    found: ['notice celery/stop-timeout'],
  },
  {
    name: 'beat with little',
    definition: withContainer({ command: ['celery', '-A', 'shop', 'beat'], stopTimeout: 10 }),
  },
  {
    name: 'behind a shell',
    definition: withContainer({ command: ['sh', '-c', 'migrate && celery -A shop beat'] }),
    found: ['notice celery/shell'],
  },
  {
    name: 'instead of a shell',
    definition: withContainer({ command: ['sh', '-c', 'migrate && exec celery -A shop beat'] }),
  },
]);
