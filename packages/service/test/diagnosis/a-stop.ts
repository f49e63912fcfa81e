import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { LogTail, StoppedGroup } from '../../src/rollout-report.ts';
import type { StopContext } from '../../src/rollout/diagnosis/explain-stop.ts';

/** A container `api` of an image in ECR. */
export function aContainer(changes: Partial<ContainerDefinition> = {}): ContainerDefinition {
  return {
    name: 'api',
    image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v2',
    essential: true,
    portMappings: [{ containerPort: 8000 }],
    command: ['uvicorn', 'amply.main:app'],
    environment: [{ name: 'ENVIRONMENT', value: 'production' }],
    secrets: [
      {
        name: 'DATABASE_URL',
        valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url-95kFGw',
      },
      { name: 'STRIPE_SECRET_KEY', valueFrom: '/amply/stripe' },
    ],
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/amply-api', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'api' },
    },
    ...changes,
  };
}

/** A revision with that container. */
export function aRevision(changes: Partial<TaskDefinition> = {}): TaskDefinition {
  return {
    family: 'amply-api',
    revision: 2,
    cpu: '512',
    memory: '1024',
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [aContainer()],
    ...changes,
  };
}

/** Two tasks that stopped alike. */
export function aGroup(changes: Partial<StoppedGroup> = {}): StoppedGroup {
  return { reason: 'Essential container in task exited', tasks: ['a1', 'b2'], ...changes };
}

/** Two tasks whose container `api` ended by itself. */
export function anExit(exitCode: number, changes: Partial<StoppedGroup> = {}): StoppedGroup {
  return aGroup({ container: 'api', exitCode, stopCode: 'EssentialContainerExited', ...changes });
}

/** The last lines of the container `api`. */
export function aTail(...lines: string[]): LogTail {
  return { container: 'api', group: '/ecs/amply-api', stream: 'api/api/b2', lines };
}

/** What is known beside two stopped tasks of that revision. */
export function context(changes: Partial<StopContext> = {}): StopContext {
  return { revision: aRevision(), unhealthyTargets: [], logTail: undefined, newTasks: 2, ...changes };
}
