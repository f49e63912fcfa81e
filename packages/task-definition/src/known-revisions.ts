import type { Aws, RegisteredTaskDefinition } from '@fargate-actions/aws';
import type { JsonObject } from '@fargate-actions/documents';
import { sameTaskDefinition } from './differences.ts';

/** A service that is to run a task definition. */
export interface RunningService {
  readonly cluster: string;
  readonly name: string;
}

/** The revisions that a wanted definition is compared with. */
export interface KnownRevisions {
  /** What each of the services runs, by its name. */
  readonly running: ReadonlyMap<string, RegisteredTaskDefinition>;
  /** The family's newest ACTIVE revision; absent where every service runs what is wanted: nothing rests on it then. */
  readonly newest?: RegisteredTaskDefinition | undefined;
}

/**
 * Reads what services run, and their family's newest revision, which mostly is just that: it is asked for beside the services,
 * so that nothing waits for their answer then.
 *
 * @param lost what is not known where revisions may not be read.
 */
export async function readRevisions(
  family: string,
  wanted: JsonObject,
  services: readonly RunningService[],
  lost: string,
  aws: Aws,
): Promise<KnownRevisions> {
  const reads = new Map<string, Promise<RegisteredTaskDefinition | undefined>>();
  const revision = (reference: string) => {
    const read = reads.get(reference) ?? aws.gaps.optionalRead(lost, () => aws.taskDefinitions.find(reference));
    reads.set(reference, read);
    return read;
  };
  const [newest, ...found] = await Promise.all([
    revision(family),
    ...services.map(async ({ cluster, name }) => {
      const service = await aws.services.find(cluster, name);
      const runs = service?.status === 'INACTIVE' ? undefined : service?.taskDefinition;
      if (runs === undefined) return undefined;
      const latest = await revision(family);
      return arnOf(latest) === runs ? latest : revision(runs);
    }),
  ]);
  const running = new Map(services.flatMap(({ name }, index) => (found[index] ? [[name, found[index]] as const] : [])));
  const isAsWanted = services.length > 0 && services.every(({ name }) => says(running.get(name), wanted));
  return { running, newest: isAsWanted ? undefined : newest };
}

/**
 * The ARN that each service is to run, by its name, of the revisions that are registered; undefined where one has to be
 * registered.
 *
 * A service keeps what it runs where that says the same, whatever newer revisions exist; others take the family's newest
 * revision, or one that another service runs. Source: contracts.md, "Deploying", What is compared.
 */
export function revisionsToRun(
  wanted: JsonObject,
  services: readonly RunningService[],
  { running, newest }: KnownRevisions,
): ReadonlyMap<string, string> | undefined {
  const reused = [newest, ...running.values()].find((one) => isActive(one) && says(one, wanted));
  const chosen = services.map(({ name }) => {
    const own = running.get(name);
    return [name, arnOf(says(own, wanted) ? own : reused)] as const;
  });
  const known = chosen.flatMap(([name, arn]) => (arn === undefined ? [] : [[name, arn] as const]));
  if (known.length < services.length) return undefined;
  const arn = arnOf(reused) ?? known[0]?.[1];
  return arn === undefined ? undefined : new Map([['', arn], ...known]);
}

/** What differs is shown against what runs; without that, against the newest revision. */
export function comparedWith(
  wanted: JsonObject,
  services: readonly RunningService[],
  { running, newest }: KnownRevisions,
): RegisteredTaskDefinition | undefined {
  const others = services.flatMap(({ name }) => running.get(name) ?? []).filter((one) => !says(one, wanted));
  return others.find(({ taskDefinition: { family } }) => family === wanted['family']) ?? newest;
}

function says(revision: RegisteredTaskDefinition | undefined, wanted: JsonObject): boolean {
  if (!revision || revision.taskDefinition.status === 'DELETE_IN_PROGRESS') return false;
  return sameTaskDefinition(revision.taskDefinition, wanted);
}

/** A revision that services can be moved to. One without a status is the answer for a family: that is ACTIVE. */
function isActive(revision: RegisteredTaskDefinition | undefined): boolean {
  const { status } = revision?.taskDefinition ?? {};
  return status !== 'INACTIVE' && status !== 'DELETE_IN_PROGRESS';
}

function arnOf(revision: RegisteredTaskDefinition | undefined): string | undefined {
  return revision?.taskDefinition.taskDefinitionArn;
}
