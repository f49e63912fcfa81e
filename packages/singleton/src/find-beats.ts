import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws } from '@fargate-actions/aws';
import { beatContainers } from '@fargate-actions/task-definition';

/** A service of the cluster whose containers run Celery beat. */
export interface BeatService {
  readonly name: string;
  readonly family: string;
  /** `beat` on its own, or `embedded` in a worker: then every task of the service has one. */
  readonly kind: 'beat' | 'embedded';
  /** RedBeat keeps a lock: two at once do no harm. */
  readonly isRedBeat: boolean;
  readonly desiredCount: number;
  /** Of the container that runs it. */
  readonly stopTimeoutSeconds: number;
}

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
export const DEFAULT_STOP_TIMEOUT_SECONDS = 30;

const LOST = 'Whether other services of the cluster run beat is not known.';

/**
 * Every service of a cluster that runs Celery beat, as far as its task definition shows.
 *
 * A revision never changes: each is read once. What is denied is noted and left out.
 */
export async function findBeatServices(cluster: string, aws: Aws): Promise<BeatService[]> {
  const names = await aws.gaps.unlessDenied(LOST, () => servicesOf(cluster, aws));
  const services = await Promise.all((names ?? []).map((name) => aws.services.find(cluster, name)));
  const active = services.filter((service): service is Service => service?.status === 'ACTIVE');
  const revisions = new Map<string, Promise<TaskDefinition | undefined>>();
  const definitionOf = ({ taskDefinition = '' }: Service): Promise<TaskDefinition | undefined> => {
    const known = revisions.get(taskDefinition) ?? readRevision(taskDefinition, aws);
    revisions.set(taskDefinition, known);
    return known;
  };
  const found = await Promise.all(active.map(async (service) => beatOf(service, await definitionOf(service))));
  return found.filter((beat) => beat !== undefined);
}

/** The names of a cluster's services; a cluster that is not there, or not yet, has none. */
async function servicesOf(cluster: string, aws: Aws): Promise<string[]> {
  try {
    return (await aws.services.list(cluster)).map((arn) => arn.split('/').at(-1) ?? arn);
  } catch (error) {
    if (isAwsError(error, 'missing')) return [];
    throw error;
  }
}

async function readRevision(arn: string, aws: Aws): Promise<TaskDefinition | undefined> {
  if (arn === '') return undefined;
  return (await aws.gaps.unlessDenied(LOST, () => aws.taskDefinitions.find(arn)))?.taskDefinition;
}

function beatOf(service: Service, definition: TaskDefinition | undefined): BeatService | undefined {
  const [beat] = definition ? beatContainers(definition) : [];
  if (!beat) return undefined;
  return {
    name: service.serviceName ?? '',
    family: definition?.family ?? '',
    kind: beat.kind,
    isRedBeat: beat.scheduler === 'redbeat',
    desiredCount: service.desiredCount ?? 0,
    stopTimeoutSeconds:
      definition?.containerDefinitions?.find(({ name }) => name === beat.name)?.stopTimeout ??
      DEFAULT_STOP_TIMEOUT_SECONDS,
  };
}
