import {
  boolean,
  defineInputs,
  integer,
  json,
  minutes,
  oneOf,
  path,
  stackInputs,
  text,
} from '@fargate-actions/action-kit';

/** The inputs of enforce-beat-singleton. Source: contracts.md, "Actions: inputs and outputs". */
export const inputs = defineInputs({
  ...stackInputs,
  mode: oneOf('deploy', 'enforce', 'audit').default('deploy'),
  taskDefinitions: json(
    'JSON: service -> path of its rendered task definition, as render-task-def gives it.',
  ).optional(),

  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
  service: text('ECS service that runs beat, without a stack.').optional(),
  taskDefinition: path('Task definition file to register and deploy, without a stack.').optional(),

  strategy: oneOf('strict', 'ecs').default('strict'),
  stopStrays: oneOf('true', 'false', 'report').optional(),
  forceNewDeployment: boolean('Replace beat though nothing changed.').default(false),
  drainMinutes: minutes({ min: 1, max: 60 }, 'How long the old task may take to stop.').default(10),
  waitForMinutes: minutes({ min: 1, max: 360 }, 'How long the new task may take to be healthy.').default(15),
  waitForOtherMinutes: minutes({ min: 0, max: 360 }, 'How long another run on the same service is waited for.').default(
    20,
  ),
  failFastAfter: integer(
    { min: 0, max: 100 },
    'Waves of tasks that fail alike until the new revision is given up; 0: only ECS decides.',
  ).default(1),
  logLines: integer(
    { min: 0, max: 1000 },
    "How many of the failing container's last log lines to show; 0: none.",
  ).default(30),
  commitSha: text('Commit to tag revisions with; by default that of the workflow run.').optional(),
});
