import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import {
  isAwsError,
  SHOWS_WHEN_QUIET_SECONDS,
  type Aws,
  type Clock,
  type RegisteredTaskDefinition,
} from '@fargate-actions/aws';
import { isObject, type Document, type JsonObject } from '@fargate-actions/files';
import { type Address, NO_CHANGES, ref, type Ref, resource, type Resource } from '@fargate-actions/plan';
import { taskDefinitionDifferences } from './differences.ts';

/** A task definition that is to be registered, unless its family's newest revision says the same. */
export interface TaskDefinitionSpec {
  readonly family: string;
  /** Rendered: names replaced, checked. */
  readonly document: Document;
  readonly tags: Readonly<Record<string, string>>;
}

/** The address of a task definition in a plan. */
export function taskDefinitionAddress(family: string): Address {
  return { kind: 'task definition', name: family };
}

/** The ARN that the resource of that family gives. */
export function taskDefinitionArn(family: string): Ref {
  return ref(taskDefinitionAddress(family), 'arn');
}

const UNTAGGED = 'The task definitions have no tags that say which commit and run registered them.';

/**
 * A task definition: registered when it differs from its family's newest ACTIVE revision, else that one is used.
 *
 * Where that revision may not be read it is registered anew. Our own tags make no difference, and are left out where
 * `ecs:TagResource` is denied. Source: contracts.md, "Deploying".
 */
export function taskDefinitionResource(spec: TaskDefinitionSpec, aws: Aws, clock: Clock): Resource {
  const wanted = isObject(spec.document.value) ? spec.document.value : {};
  const lost = `Whether ${spec.family} changed is not known, so a new revision is registered.`;
  return resource<JsonObject, RegisteredTaskDefinition, JsonObject>({
    address: taskDefinitionAddress(spec.family),
    resolve: () => Promise.resolve(wanted),
    read: () => aws.gaps.unlessDenied(lost, () => aws.taskDefinitions.find(spec.family)),
    plan: (found) => {
      if (!found) {
        const differences = Object.entries(wanted).map(([path, to]) => ({ path, from: undefined, to }));
        return { action: 'create', differences, request: wanted };
      }
      const differences = taskDefinitionDifferences(found.taskDefinition, wanted);
      return differences.length === 0 ? NO_CHANGES : { action: 'update', differences, request: wanted };
    },
    outputs: ({ taskDefinition }) => ({ arn: taskDefinition.taskDefinitionArn ?? '' }),
    apply: async (request, _values, { found, signal }) => {
      const before = found?.taskDefinition.taskDefinitionArn;
      return { outputs: { arn: await register(request, spec, before, { aws, clock, signal }) } };
    },
  });
}

interface RegisterSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

async function register(
  definition: JsonObject,
  spec: TaskDefinitionSpec,
  before: string | undefined,
  surroundings: RegisterSurroundings,
): Promise<string> {
  const { aws } = surroundings;
  // The definition was checked against the API's shape; what it has beyond our version's types passes through.
  const { tags: own, ...input } = definition as unknown as RegisterTaskDefinitionCommandInput;
  const ours = Object.entries(spec.tags).map(([key, value]) => ({ key, value }));
  const isOurs = ({ key }: { key?: string | undefined }) => key !== undefined && key in spec.tags;
  const tags = [...(own ?? []).filter((tag) => !isOurs(tag)), ...ours];
  const send = async (withTags: boolean): Promise<string> => {
    const registered = await aws.taskDefinitions.register({ ...input, ...(withTags && tags.length > 0 && { tags }) });
    return registered.taskDefinitionArn ?? '';
  };
  try {
    return await send(true);
  } catch (error) {
    if (isAwsError(error, 'denied') && error.permission === 'ecs:TagResource') {
      aws.gaps.note(error.permission, UNTAGGED);
      return send(false);
    }
    if (!isAwsError(error, 'lost')) throw error;
    return (await findRegistered(definition, spec.family, before, surroundings)) ?? (await send(true));
  }
}

/** The revision that a registration made whose answer was lost; undefined when it did not happen. */
async function findRegistered(
  definition: JsonObject,
  family: string,
  before: string | undefined,
  { aws, clock, signal }: RegisterSurroundings,
): Promise<string | undefined> {
  for (let waited = 0; waited <= SHOWS_WHEN_QUIET_SECONDS; waited++) {
    const newest = await aws.gaps.unlessDenied(UNTAGGED, () => aws.taskDefinitions.find(family));
    const arn = newest?.taskDefinition.taskDefinitionArn;
    if (newest && arn !== before && taskDefinitionDifferences(newest.taskDefinition, definition).length === 0)
      return arn;
    await clock.sleep(1, signal);
  }
  return undefined;
}
