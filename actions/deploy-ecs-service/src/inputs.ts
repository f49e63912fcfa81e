import {
  boolean,
  defineInputs,
  integer,
  json,
  minutes,
  oneOf,
  path,
  refused,
  stackInputs,
  text,
} from '@fargate-actions/action-kit';

const CODE_DEPLOY = 'deploying through CodeDeploy';
const RUN_TASK = 'running a one-off task';

/** The inputs of deploy-ecs-service: the shared ones, the official deploy action's, and our own. */
export const inputs = defineInputs({
  ...stackInputs,
  taskDefinitions: json(
    'JSON: service -> path of its rendered task definition, as render-task-def outputs it.',
  ).optional(),

  taskDefinition: path('Task definition file to register and deploy, without a stack.').optional(),
  service: text(
    'ECS service to deploy, without a stack. Without it the task definition is only registered.',
  ).optional(),
  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
  desiredCount: integer({ min: 0 }, 'Number of tasks, without a stack; left alone when absent.').optional(),
  forceNewDeployment: boolean('Deploy even if nothing changed.').default(false),
  waitForServiceStability: boolean('Wait for the end of the deployment.').default(true),
  waitForMinutes: minutes({ min: 0 }, 'Minutes to wait at most; more than 360 count as 360.').default(30),
  waitMaxDelaySeconds: integer({ min: 0 }, 'No effect: ECS is polled every second.').optional(),
  enableEcsManagedTags: boolean('Sets enableECSManagedTags of the service, without a stack.').optional(),
  propagateTags: oneOf(
    ['SERVICE', 'TASK_DEFINITION', 'NONE'],
    'Sets propagateTags of the service, without a stack: SERVICE, TASK_DEFINITION or NONE.',
  ).optional(),
  serviceManagedEbsVolumeName: text('Name of the volume that is configured at launch, without a stack.').optional(),
  serviceManagedEbsVolume: json('JSON: the configuration of that volume.').optional(),
  keepNullValueKeys: text('No effect: empty values that mean something are always kept.').optional(),
  maxRetries: integer({ min: 0 }, 'No effect: reads are tried four times, throttled writes as well.').optional(),

  failFastAfter: integer(
    { min: 0, max: 100 },
    'Waves of tasks with the same failure after which a new revision is given up; with 0, only ECS decides. By default 1 where a failure rolls back, 2 where it does not.',
  ).optional(),
  onFailure: oneOf(
    ['rollback', 'leave'],
    "rollback or leave: what to do with a deployment that fails. By default rollback with a stack; without one, what the service's circuit breaker does.",
  ).optional(),
  onTimeout: oneOf(
    ['leave', 'rollback'],
    'leave or rollback: what to do with a deployment that does not finish in time.',
  ).default('leave'),
  onCancel: oneOf(
    ['leave', 'rollback'],
    'leave or rollback: what to do with the deployment when the run is cancelled.',
  ).default('leave'),
  onConflict: oneOf(
    ['wait', 'fail', 'replace'],
    "wait, fail or replace: what to do while somebody else's deployment of the service is in progress.",
  ).default('wait'),
  maxParallel: integer({ min: 1 }, 'How many resources are changed and watched at once.').default(50),
  rollbackTo: text(
    'Deploy an existing revision: `previous`, a number, or `family:number`. Nothing else of the service is changed.',
  ).optional(),
  allowOlder: boolean('Deploy even if the running revision is of a later commit.').default(false),
  allowEmbeddedBeat: boolean(
    'Deploy a Celery worker of a stack even if each of its tasks runs a beat (`celery worker -B`).',
  ).default(false),
  githubToken: text('Token that can read the repository, to see whether the running revision is of a later commit.')
    .secret()
    .optional(),
  logLines: integer(
    { min: 0, max: 1000 },
    "How many of the failing container's last log lines to show; 0 for none.",
  ).default(30),
  commitSha: text('Commit to tag revisions with; by default that of the workflow run.').optional(),

  codedeployAppspec: refused(CODE_DEPLOY, 'Use the ECS deployment controller.'),
  codedeployApplication: refused(CODE_DEPLOY, 'Use the ECS deployment controller.'),
  codedeployDeploymentGroup: refused(CODE_DEPLOY, 'Use the ECS deployment controller.'),
  codedeployDeploymentDescription: refused(CODE_DEPLOY, 'Use the ECS deployment controller.'),
  codedeployDeploymentConfig: refused(CODE_DEPLOY, 'Use the ECS deployment controller.'),
  runTask: refused(RUN_TASK, 'Leave run-task out.', ['false', 'False', 'FALSE']),
  runTaskContainerOverrides: refused(RUN_TASK, 'Leave it out.', ['[]']),
  runTaskSecurityGroups: refused(RUN_TASK, 'Leave it out.'),
  runTaskSubnets: refused(RUN_TASK, 'Leave it out.'),
  runTaskAssignPublicIP: refused(RUN_TASK, 'Leave it out.', ['DISABLED']).named('run-task-assign-public-IP'),
  runTaskCapacityProviderStrategy: refused(RUN_TASK, 'Leave it out.', ['[]']),
  runTaskLaunchType: refused(RUN_TASK, 'Leave it out.', ['FARGATE']),
  runTaskStartedBy: refused(RUN_TASK, 'Leave it out.', ['GitHub-Actions']),
  runTaskTags: refused(RUN_TASK, 'Leave it out.', ['[]']),
  runTaskManagedEbsVolumeName: refused(RUN_TASK, 'Leave it out.'),
  runTaskManagedEbsVolume: refused(RUN_TASK, 'Leave it out.'),
  waitForTaskStopped: refused(RUN_TASK, 'Leave it out.', ['false', 'False', 'FALSE']),
});
