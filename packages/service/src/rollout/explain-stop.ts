import type { Cause, LogTail, StoppedGroup } from '../rollout-report.ts';
import type { UnhealthyTarget } from './evidence.ts';

/** What else is known beside the stopped tasks. */
export interface StopSurroundings {
  readonly logTail: LogTail | undefined;
  readonly unhealthyTargets: readonly UnhealthyTarget[];
  /** How many new tasks stopped, for whatever reason. */
  readonly newTasks: number;
}

interface Known {
  readonly kind: string;
  readonly reason: RegExp;
  readonly hint: string;
}

/** The texts that ECS writes when a task stops before its containers run. Source: reference/ecs-facts.md, "Texts". */
const BEFORE_RUNNING: readonly Known[] = [
  {
    kind: 'image-not-found',
    reason: /CannotPullContainerError.*(not found|manifest unknown|does not exist|no such)/i,
    hint: 'Check that the image was pushed, by this tag or digest, to this repository and region.',
  },
  {
    kind: 'image-denied',
    reason: /CannotPullContainerError.*(denied|403|unauthorized|no basic auth)/i,
    hint: 'Give the execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.',
  },
  {
    kind: 'image-unreachable',
    reason: /CannotPullContainerError/i,
    hint: 'The subnets need a way to the registry: a NAT gateway, or VPC endpoints for ecr.api, ecr.dkr and s3.',
  },
  {
    kind: 'secret-denied',
    reason: /ResourceInitializationError.*(AccessDenied|not authorized)/i,
    hint: 'Give the execution role secretsmanager:GetSecretValue or ssm:GetParameters (and kms:Decrypt) on the one named.',
  },
  {
    kind: 'secret-missing',
    reason: /ResourceInitializationError.*(secret|parameter).*(not ?found|can't find|invalid)/i,
    hint: 'Check the name in `secrets[].valueFrom`, and that it exists in this region.',
  },
  {
    kind: 'log-group-missing',
    reason: /ResourceInitializationError.*log group/i,
    hint: 'Create the log group, or let `awslogs-create-group: "true"` do so with a role that may.',
  },
  {
    kind: 'initialization',
    reason: /ResourceInitializationError/i,
    hint: 'Fargate could not prepare the task: the text says what it lacked.',
  },
  {
    kind: 'no-capacity',
    reason: /(RESOURCE:|capacity is unavailable|Insufficient capacity)/i,
    hint: 'AWS has no capacity of that kind just now: add FARGATE beside FARGATE_SPOT, or more availability zones.',
  },
  {
    kind: 'health-check-failed',
    reason: /failed container health checks/i,
    hint: 'The container runs, but its healthCheck command fails: is its program in the image, and does the port answer in time?',
  },
  {
    kind: 'target-unhealthy',
    reason: /failed ELB health checks/i,
    hint: 'The container runs, but does not answer the load balancer: check path, port, security groups and healthCheckGracePeriodSeconds.',
  },
  {
    kind: 'spot-interrupted',
    reason: /spot/i,
    hint: 'Spot took the capacity back. It is retried; for what must not be interrupted use FARGATE.',
  },
];

/** Exit codes with a meaning of their own. 128 + n is death by signal n. */
const EXIT_CODES: Readonly<Record<number, { kind: string; meaning: string; hint: string }>> = {
  126: {
    kind: 'command-not-executable',
    meaning: 'the command can not be executed',
    hint: 'Check its permission bits, and that the image is built for the platform of runtimePlatform.',
  },
  127: {
    kind: 'command-not-found',
    meaning: 'command not found',
    hint: 'Check the command against what is installed in the image.',
  },
  137: {
    kind: 'killed',
    meaning: 'killed by SIGKILL',
    hint: 'It ran out of memory, or did not end within stopTimeout after SIGTERM.',
  },
  139: {
    kind: 'segmentation-fault',
    meaning: 'segmentation fault',
    hint: 'A native library crashed: check the image platform and versions.',
  },
  143: {
    kind: 'terminated',
    meaning: 'ended by SIGTERM',
    hint: 'Something asked it to stop: look at who stopped the task.',
  },
};

/** Explains a group of stopped tasks: the cause in one line, and what to do next. */
export function explainStop(group: StoppedGroup, surroundings: StopSurroundings): Cause {
  if (group.exitCode !== undefined && group.container !== undefined)
    return explainExit(group, group.exitCode, surroundings);
  const known = BEFORE_RUNNING.find(({ reason }) => reason.test(group.reason));
  const [unhealthy] = surroundings.unhealthyTargets;
  const detail = known?.kind === 'target-unhealthy' && unhealthy ? ` (${unhealthy.reason})` : '';
  return {
    kind: known?.kind ?? 'stopped',
    summary: `${count(group, surroundings)}: ${group.reason}${detail}`,
    ...(known && { hint: known.hint }),
  };
}

function explainExit(group: StoppedGroup, exitCode: number, surroundings: StopSurroundings): Cause {
  const lastLine = surroundings.logTail?.lines.findLast((line) => line.trim() !== '');
  const where = count(group, surroundings);
  if (/OutOfMemory/i.test(group.reason)) {
    return {
      kind: 'out-of-memory',
      summary: `container ${group.container ?? '?'} ran out of memory in ${where} (exit code ${exitCode})`,
      hint: 'Raise `memory` of the task definition, or find what takes so much.',
    };
  }
  const known = EXIT_CODES[exitCode];
  const meaning = known ? ` (${known.meaning})` : '';
  return {
    kind: known?.kind ?? 'container-exited',
    summary: `container ${group.container ?? '?'} exited with code ${exitCode}${meaning} in ${where}${lastLine ? `: ${lastLine.trim()}` : ''}`,
    hint: known?.hint ?? "The container's own last log lines say why.",
  };
}

function count({ tasks }: StoppedGroup, { newTasks }: StopSurroundings): string {
  return `${tasks.length} of ${newTasks} new ${newTasks === 1 ? 'task' : 'tasks'}`;
}
