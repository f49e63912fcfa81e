import {
  isObject,
  shapedValues,
  subjectOf,
  type Diagnostics,
  type Document,
  type JsonObject,
  type Position,
} from '@fargate-actions/documents';
import { checkBounds } from '../rules/bounds.ts';
import type { ScaledService } from '../scaled-service.ts';
import { READ_ONLY, TARGET } from './file-shape.ts';
import { withoutIdentity } from './identity.ts';
import type { WantedTarget } from './wanted.ts';

/** Where the seed's owner wants at least two: a service behind a load balancer. */
const MIN_FOR_AVAILABILITY = 2;

/**
 * The scalable target of a service: stack.yml's limits, else the file's, the minimum else from `desiredCount`.
 *
 * Source: contracts.md, the seed table. Undefined after an error.
 */
export function readTarget(
  parts: readonly Document[],
  file: Document,
  service: ScaledService,
  diagnostics: Diagnostics,
): WantedTarget | undefined {
  const [part, second] = parts;
  if (second) {
    diagnostics.error(
      second.at(),
      'scaling/two-targets',
      'A service has one scalable target, and here is a second one.',
      'Give each service a file of its own.',
    );
  }
  const document = part?.withValue(cleaned(part, service, diagnostics));
  const fields = document && isObject(document.value) ? document.value : {};
  const { minCapacity, maxCapacity, suspendedState, tags, ...others } = fields;
  if (document) {
    const subject = subjectOf(document, diagnostics);
    checkBounds(subject, ['minCapacity'], [0, Infinity]);
    checkBounds(subject, ['maxCapacity'], [0, Infinity]);
  }
  const limit = (ofStack: number | undefined, ofFile: unknown, name: string, fallback?: number): Limit | undefined => {
    if (ofStack !== undefined) return { value: ofStack, at: service.at };
    if (typeof ofFile === 'number') return { value: ofFile, at: document?.at([name]) };
    // One of another kind has been reported.
    return ofFile === undefined && fallback !== undefined
      ? { value: fallback, at: document?.at() ?? file.at() }
      : undefined;
  };
  const min = limit(service.minCapacity, minCapacity, 'minCapacity', service.desiredCount);
  const max = limit(service.maxCapacity, maxCapacity, 'maxCapacity');
  if (!min && minCapacity === undefined && !service.isDesiredCountWrong)
    reportMissing('minCapacity', document ?? file, service, diagnostics);
  if (!max && maxCapacity === undefined) reportMissing('maxCapacity', document ?? file, service, diagnostics);
  if (!min || !max) return undefined;
  checkLimits(min, max, service, diagnostics);
  return {
    minCapacity: min.value,
    maxCapacity: max.value,
    ...(isObject(suspendedState) && { suspendedState }),
    tags: textsOf(tags),
    others,
    minAt: min.at,
    maxAt: max.at,
  };
}

interface Limit {
  readonly value: number;
  readonly at: Position | undefined;
}

function cleaned(part: Document, service: ScaledService, diagnostics: Diagnostics): JsonObject {
  const own = withoutIdentity(part, service, diagnostics);
  const given = Object.fromEntries(Object.entries(own).filter(([name]) => !READ_ONLY.has(name)));
  return shapedValues(part, given, TARGET, { room: 'scaling', what: 'a scalable target' }, diagnostics);
}

function reportMissing(
  field: 'minCapacity' | 'maxCapacity',
  document: Document,
  { name, stack, at }: ScaledService,
  diagnostics: Diagnostics,
): void {
  const [rule, value] = field === 'minCapacity' ? ['scaling/min-capacity', 2] : ['scaling/max-capacity', 10];
  const why = field === 'minCapacity' ? ', and its service has no desiredCount to take it from' : '';
  diagnostics.error(
    document.at() ?? at,
    rule,
    stack === undefined
      ? `This file gives ${name} no ${field}.`
      : `Neither this file nor stack.yml gives ${name} a ${field}${why}.`,
    stack === undefined
      ? 'Add `scalableTarget: { minCapacity: 2, maxCapacity: 10 }`, and put the policy under `scalingPolicy`.'
      : `Add \`scaling: { policy: <this file>, ${field}: ${value} }\` to the service in stack.yml, or a \`scalableTarget\` with it here.`,
  );
}

function checkLimits(min: Limit, max: Limit, service: ScaledService, diagnostics: Diagnostics): void {
  if (min.value > max.value) {
    diagnostics.error(
      min.at,
      'scaling/min-above-max',
      `minCapacity ${min.value} of ${service.name} is above its maxCapacity ${max.value}.`,
    );
  } else if (min.value < MIN_FOR_AVAILABILITY && service.targetGroups.length > 0) {
    diagnostics.warning(
      min.at,
      'scaling/availability',
      `${service.name} is behind a load balancer and may be scaled in to ${min.value === 0 ? 'no task' : 'a single task'}: with it goes the service.`,
      'Set minCapacity to 2 for high availability.',
    );
  }
}

function textsOf(tags: unknown): Record<string, string> {
  if (typeof tags !== 'object' || tags === null) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[key, String(value)]]
        : [],
    ),
  );
}
