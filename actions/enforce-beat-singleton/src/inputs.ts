import {
  boolean,
  defineInputs,
  integer,
  json,
  minutes,
  names,
  oneOf,
  path,
  stackInputs,
  text,
} from '@fargate-actions/action-kit';

/** The inputs of enforce-beat-singleton. Source: contracts.md, "Actions: inputs and outputs". */
export const inputs = defineInputs({
  ...stackInputs,
  services: names(
    'Singletons of the stack, by their names in the stack or in ECS, separated by commas or line ends; all of them by default.',
  ).optional(),
  dryRun: boolean('Only show what would change; with `mode: enforce`, the audit.').default(false),
  mode: oneOf(
    ['deploy', 'enforce', 'audit'],
    'deploy: deploys a revision. enforce: repairs the service as it is. audit: changes nothing, and fails when the rule is broken.',
  ).default('deploy'),
  taskDefinitions: json(
    'JSON: service -> path of its rendered task definition, as render-task-def outputs it.',
  ).optional(),

  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
  service: text('ECS service that runs beat, without a stack.').optional(),
  taskDefinition: path('Task definition file to register and deploy, without a stack.').optional(),

  strategy: oneOf(
    ['strict', 'ecs'],
    'strict: the new beat starts after the old one has stopped. ecs: ECS replaces it, and both may run for up to stopTimeout.',
  ).default('strict'),
  stopStrays: oneOf(
    ['true', 'false', 'report'],
    "Beats that are not the service's: `true` stops them, `report` fails without touching them, `false` warns; a deploy starts nothing beside one. By default `true` with `mode: enforce`, else `report`.",
  ).optional(),
  forceNewDeployment: boolean('Replace beat even if nothing changed.').default(false),
  drainMinutes: minutes({ min: 1, max: 60 }, 'Minutes that the old task may take to stop.').default(10),
  waitForMinutes: minutes({ min: 1, max: 360 }, 'Minutes that the new task may take to become healthy.').default(15),
  waitForOtherMinutes: minutes({ min: 0, max: 360 }, 'Minutes to wait for another run on the same service.').default(
    20,
  ),
  failFastAfter: integer(
    { min: 0, max: 100 },
    'Waves of tasks with the same failure after which the new revision is given up; with 0, only ECS decides.',
  ).default(1),
  logLines: integer(
    { min: 0, max: 1000 },
    "How many of the failing container's last log lines to show; 0 for none.",
  ).default(30),
  commitSha: text('Commit to tag revisions with; by default that of the workflow run.').optional(),
});
