import type { ModifyTargetGroupCommandInput, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '@fargate-actions/aws';
import {
  isList,
  isObject,
  valueAt,
  type Diagnostics,
  type Document,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';
import {
  type Address,
  type Changes,
  type Difference,
  differences,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import { resolveServiceNames, type VpcName } from './service-names.ts';
import type { TargetGroupSettings } from './target-group-file.ts';

/** A service's target group and how it is to be. */
export interface TargetGroupSpec {
  /** The service in stack.yml, for the address. */
  readonly service: string;
  /** The service's own file: its load balancer names the target group. */
  readonly serviceDocument: Document;
  readonly settings: TargetGroupSettings;
  readonly vpc: VpcName | undefined;
}

interface TargetGroupState {
  readonly group: TargetGroup;
  readonly attributes: Readonly<Record<string, string>>;
}

interface TargetGroupRequest {
  readonly fields: JsonObject;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The address of a service's target group in a plan. */
export function targetGroupAddress(service: string): Address {
  return { kind: 'target group', of: service };
}

/** Health check and attributes of a service's target group; the group itself is somebody else's, and is never created. */
export function targetGroupResource(spec: TargetGroupSpec, aws: Aws): Resource {
  return resource<string, TargetGroupState, TargetGroupRequest>({
    address: targetGroupAddress(spec.service),
    resolve: (diagnostics) => findArn(spec, aws, diagnostics),
    read: async (arn) => {
      const group = arn === '' ? undefined : await aws.targetGroups.byArn(arn);
      if (!group) return undefined;
      const asksAttributes = Object.keys(spec.settings.attributes).length > 0;
      return { group, attributes: asksAttributes ? await aws.targetGroups.attributes(arn) : {} };
    },
    plan: (found) => planTargetGroup(found, spec.settings),
    apply: async (request, _values, { wanted: arn }) => {
      if (Object.keys(request.fields).length > 0) {
        // The file's fields are ModifyTargetGroup's own, checked when they were read.
        await aws.targetGroups.modify({
          TargetGroupArn: arn,
          ...(pascalCase(request.fields) as Partial<ModifyTargetGroupCommandInput>),
        });
      }
      if (Object.keys(request.attributes).length > 0) await aws.targetGroups.modifyAttributes(arn, request.attributes);
      return { outputs: {} };
    },
  });
}

/** What of a target group differs from its file; what the file does not name is left alone. */
export function planTargetGroup(
  found: TargetGroupState | undefined,
  wanted: TargetGroupSettings,
): Changes<TargetGroupRequest> {
  // That it does not exist was reported when its name was looked up.
  if (!found) return NO_CHANGES;
  const group = camelCase(JSON.parse(JSON.stringify(found.group)) as Json);
  const changed = differences(group, wanted.fields, { absent: 'left alone' });
  const attributes = Object.entries(wanted.attributes).filter(([key, value]) => found.attributes[key] !== value);
  if (changed.length + attributes.length === 0) return NO_CHANGES;

  const names = new Set(changed.map(({ path }) => path.split('.')[0]));
  const all: Difference[] = [
    ...changed,
    ...attributes.map(([key, to]) => ({ path: `attributes[${key}]`, from: found.attributes[key], to })),
  ];
  return {
    action: 'update',
    differences: all,
    request: {
      fields: Object.fromEntries(Object.entries(wanted.fields).filter(([name]) => names.has(name))),
      attributes: Object.fromEntries(attributes),
    },
  };
}

async function findArn(spec: TargetGroupSpec, aws: Aws, diagnostics: Diagnostics): Promise<string> {
  const resolved = await resolveServiceNames(spec.serviceDocument, spec.vpc, aws, diagnostics);
  const balancers = valueAt(resolved.value, ['loadBalancers']);
  const arns = isList(balancers) ? balancers.map((item) => valueAt(item, ['targetGroupArn'])) : [];
  const [arn, ...others] = arns;
  if (typeof arn === 'string' && others.length === 0) return arn;
  diagnostics.error(
    spec.serviceDocument.at(['loadBalancers']),
    'target-group/which',
    `${spec.service} has a targetGroup file in stack.yml, but ${arns.length} target groups in its loadBalancers: which one is meant is not clear.`,
    arns.length === 0
      ? 'Name the target group in loadBalancers.'
      : 'Settings of several target groups are not supported yet: take the targetGroup file out.',
  );
  return '';
}

function camelCase(value: Json): Json {
  return withKeys(value, (key) => key.charAt(0).toLowerCase() + key.slice(1));
}

function pascalCase(value: JsonObject): Json {
  return withKeys(value, (key) => key.charAt(0).toUpperCase() + key.slice(1));
}

function withKeys(value: Json, name: (key: string) => string): Json {
  if (isList(value)) return value.map((item) => withKeys(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [name(key), withKeys(item, name)]));
}
