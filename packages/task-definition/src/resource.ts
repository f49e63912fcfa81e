import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { isAwsError, SHOWS_WHEN_QUIET_SECONDS, type Aws, type Clock } from '@fargate-actions/aws';
import { isObject, type Diagnostics, type Document, type JsonObject } from '@fargate-actions/documents';
import {
  type Address,
  type Changes,
  type Difference,
  KnownAfterApply,
  NO_CHANGES,
  ref,
  type Ref,
  resource,
  type Resource,
  type Values,
} from '@fargate-actions/engine';
import { taskDefinitionDifferences } from './differences.ts';
import { isImagePlaceholder, withImage, withImageIn } from './image-placeholder.ts';
import {
  comparedWith,
  readRevisions,
  revisionsToRun,
  type KnownRevisions,
  type RunningService,
} from './known-revisions.ts';

/** A task definition that is to be registered, unless what runs or its family's newest revision says the same. */
export interface TaskDefinitionSpec {
  readonly family: string;
  /** Renders it: names looked up, checked. What is wrong becomes a diagnostic. */
  readonly render: (diagnostics: Diagnostics) => Promise<Document>;
  /** The image that its placeholders stand for, where this run builds it. */
  readonly image?: Ref | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The services that are to run it. */
  readonly services: readonly RunningService[];
}

/** The address of a task definition in a plan. */
export function taskDefinitionAddress(family: string): Address {
  return { kind: 'task definition', name: family };
}

/** The ARN that the resource of that family gives a service: what the service runs, where that says what is wanted. */
export function taskDefinitionArn(family: string, service: string): Ref {
  return ref(taskDefinitionAddress(family), arnFor(service));
}

/** The output for a service. The output `arn` is for whoever asks about the family. */
const arnFor = (service: string): string => (service === '' ? 'arn' : `arn for ${service}`);

const UNTAGGED = 'The task definitions have no tags that say which commit and run registered them.';

/**
 * A task definition: compared with what its services run, then with its family's newest ACTIVE revision, and registered
 * when it differs from both.
 *
 * Where revisions may not be read it is registered anew. Our own tags make no difference, and are left out where
 * `ecs:TagResource` is denied. Source: contracts.md, "Deploying".
 */
export function taskDefinitionResource(spec: TaskDefinitionSpec, aws: Aws, clock: Clock): Resource {
  const { family, services, image } = spec;
  const lost = `Whether ${family} changed is not known, so a new revision is registered.`;
  return resource<JsonObject, KnownRevisions, JsonObject>({
    address: taskDefinitionAddress(family),
    needs: image ? [image] : [],
    resolve: async (diagnostics) => {
      const { value } = await spec.render(diagnostics);
      return isObject(value) ? value : {};
    },
    read: (wanted) => readRevisions(family, wanted, services, lost, aws),
    plan: (found, wanted, values) =>
      shown(planTaskDefinition(planned(wanted, image, values), services, found ?? { running: new Map() }), image),
    outputs: (found, wanted, values) =>
      Object.fromEntries(
        [...(revisionsToRun(planned(wanted, image, values), services, found) ?? [])].map(([service, arn]) => [
          arnFor(service),
          arn,
        ]),
      ),
    apply: async (request, values, { found, signal }) => {
      const before = found?.newest?.taskDefinition.taskDefinitionArn;
      const definition = image ? withImageIn(request, values.known(image)) : request;
      const arn = await register(definition, spec, before, { aws, clock, signal });
      return {
        outputs: Object.fromEntries(['', ...services.map(({ name }) => name)].map((name) => [arnFor(name), arn])),
      };
    },
  });
}

/** The definition with the image of this run, as far as that is known when planning. */
function planned(wanted: JsonObject, image: Ref | undefined, values: Values): JsonObject {
  const known = image && values.planned(image);
  return typeof known === 'string' ? withImageIn(wanted, known) : wanted;
}

/** Differences as people see them: an image that is not known yet says so. */
function shown<Request>(changes: Changes<Request>, image: Ref | undefined): Changes<Request> {
  if (!image) return changes;
  const unknown = new KnownAfterApply(image.toString());
  const differences = changes.differences.map(({ to, ...others }): Difference => {
    if (to === undefined || to instanceof KnownAfterApply) return { ...others, to };
    return { ...others, to: isImagePlaceholder(to) ? unknown : withImage(to, unknown.toString()) };
  });
  return { ...changes, differences };
}

function planTaskDefinition(
  wanted: JsonObject,
  services: readonly RunningService[],
  found: KnownRevisions,
): Changes<JsonObject> {
  const compared = comparedWith(wanted, services, found);
  const differences = compared ? taskDefinitionDifferences(compared.taskDefinition, wanted) : undefined;
  const registered = revisionsToRun(wanted, services, found)?.get('');
  if (registered !== undefined) {
    if (!differences || differences.length === 0) return NO_CHANGES;
    const name = registered.split('/').at(-1) ?? registered;
    return { action: 'none', differences, note: `registered already, as ${name}` };
  }
  if (differences) return { action: 'update', differences, request: wanted };
  const all = Object.entries(wanted).map(([path, to]) => ({ path, from: undefined, to }));
  return { action: 'create', differences: all, request: wanted };
}

interface RegisterContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

async function register(
  definition: JsonObject,
  spec: TaskDefinitionSpec,
  before: string | undefined,
  context: RegisterContext,
): Promise<string> {
  const { aws } = context;
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
      aws.gaps.note(error, UNTAGGED);
      return send(false);
    }
    if (!isAwsError(error, 'lost')) throw error;
    return (await findRegistered(definition, spec.family, before, context)) ?? (await send(true));
  }
}

/** The revision that a registration made whose answer was lost; undefined when it did not happen. */
async function findRegistered(
  definition: JsonObject,
  family: string,
  before: string | undefined,
  { aws, clock, signal }: RegisterContext,
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
