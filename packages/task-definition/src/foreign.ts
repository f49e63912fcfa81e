import {
  isList,
  isObject,
  type Document,
  type Diagnostics,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';

interface Foreign {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * Reports a file that is something else than a task definition, and says whether it is.
 *
 * Source: reference/real-files.md, "Task definitions".
 */
export function reportForeign(document: Document, diagnostics: Diagnostics): boolean {
  const foreign = recognised(document.value);
  if (foreign) {
    diagnostics.error(document.at(), `task-definition/${foreign.rule}`, foreign.message, foreign.hint);
  }
  return foreign !== undefined;
}

function recognised(value: Json): Foreign | undefined {
  if (isList(value)) {
    return {
      rule: 'bare-containers',
      message: 'This file is a list, not a task definition.',
      hint: 'Put the containers under `containerDefinitions`, and `family`, `cpu` and `memory` beside it.',
    };
  }
  if (!isObject(value)) {
    return {
      rule: 'type',
      message: `A task definition is an object, but this file holds ${value === null ? 'nothing' : `only a ${typeof value}`}.`,
      hint: 'Start with `family:` and `containerDefinitions:`, as RegisterTaskDefinition takes them.',
    };
  }
  if (isCloudFormation(value)) {
    return {
      rule: 'cloudformation',
      message: 'This file is a CloudFormation template, or a resource of one: its names begin with capitals.',
      hint: 'Write the fields as the API does: `containerDefinitions`, `family`, `image`, not `ContainerDefinitions`.',
    };
  }
  if (isObject(value['services']) && value['containerDefinitions'] === undefined) {
    return {
      rule: 'compose',
      message: 'This file is a compose file (it has `services`), not a task definition.',
      hint: 'Write each service as a task definition: `family`, `cpu`, `memory`, `containerDefinitions`.',
    };
  }
  if (typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string') {
    return {
      rule: 'kubernetes',
      message: 'This file is a Kubernetes manifest (it has `apiVersion` and `kind`), not a task definition.',
      hint: 'Write it as a task definition: `family`, `cpu`, `memory`, `containerDefinitions`.',
    };
  }
  if (value['serviceName'] !== undefined && value['containerDefinitions'] === undefined) {
    return {
      rule: 'service-definition',
      message: 'This file is a service definition (it has `serviceName`), not a task definition.',
      hint: 'Give it as `service`, and the file with `containerDefinitions` as the task definition.',
    };
  }
  if (isSkeleton(value)) {
    return {
      rule: 'skeleton',
      message: 'This file is the skeleton of `--generate-cli-skeleton`: nothing in it is filled in.',
      hint: 'Give `family`, `cpu`, `memory`, and of each container at least `name` and `image`; remove what you do not need.',
    };
  }
  return undefined;
}

function isCloudFormation(value: JsonObject): boolean {
  const properties = value['Properties'];
  return (
    value['AWSTemplateFormatVersion'] !== undefined ||
    isObject(value['Resources']) ||
    value['ContainerDefinitions'] !== undefined ||
    (isObject(properties) && properties['ContainerDefinitions'] !== undefined)
  );
}

function isSkeleton(value: JsonObject): boolean {
  const containers = value['containerDefinitions'];
  return (
    value['family'] === '' &&
    isList(containers) &&
    containers.length > 0 &&
    containers.every((container) => isObject(container) && container['name'] === '' && container['image'] === '')
  );
}
