import {
  Diagnostics,
  isList,
  isObject,
  valueAt,
  type Document,
  type Path,
  type Position,
} from '@fargate-actions/documents';
import { readAlarmEntries } from '@fargate-actions/monitoring';
import { completeTaskDefinitions } from './render-stack.ts';
import type { Stack, StackService } from './stack.ts';
import { isTargetGroup } from './name-suffix.ts';

/** What an environment's files name in its account and region, that another environment must not have as well. */
export interface NamedThing {
  readonly kind:
    | 'service'
    | 'task definition family'
    | 'log group'
    | 'target group'
    | 'VPC Lattice target group'
    | 'service registry'
    | 'Service Connect name'
    | 'alarm';
  readonly name: string;
  /** Where the file has it, or the file that it is made of. */
  readonly at: Position | undefined;
}

/**
 * Everything that a deploy of an environment writes to under names of its files.
 *
 * EventBridge rules, dashboards, saved queries and recommended alarms are not among them: this tool gives them names with
 * the environment in them. Source: contracts.md, "stack.yml"; `managedPrefix` of the monitoring.
 */
export function thingsOf(stack: Stack): NamedThing[] {
  const all = [...stack.services.flatMap((service) => thingsOfService(service, stack)), ...alarmsOf(stack)];
  const known = new Map(all.map((thing) => [thingKey(thing), thing]));
  return [...known.values()];
}

/** What two things of the same address have in common. */
export function thingKey({ kind, name }: NamedThing): string {
  return `${kind} ${name}`;
}

/** Whether a name holds a variable that nobody could fill in. */
export function isUnknown(name: string): boolean {
  return name.includes('${');
}

function thingsOfService(service: StackService, stack: Stack): NamedThing[] {
  const at = service.service.at(['serviceName']) ?? stack.document.at(['services', service.key]);
  const definitions = completeTaskDefinitions(stack, [service], new Diagnostics());
  return [
    { kind: 'service', name: `${stack.cluster.name}/${service.name}`, at },
    ...definitions.flatMap(({ taskDefinition }) => [...familiesOf(taskDefinition), ...logGroupsOf(taskDefinition)]),
    ...textsIn(service.service, ['loadBalancers']).flatMap(({ text, path }): NamedThing[] =>
      isTargetGroup(path) ? [{ kind: 'target group', name: targetGroupName(text), at: service.service.at(path) }] : [],
    ),
    ...ofField(service.service, 'serviceRegistries', 'registryArn', 'service registry'),
    ...ofField(service.service, 'vpcLatticeConfigurations', 'targetGroupArn', 'VPC Lattice target group'),
    ...connectNames(service.service),
  ];
}

/** By these others find the tasks: those of both environments would answer. */
function ofField(service: Document, list: string, field: string, kind: NamedThing['kind']): NamedThing[] {
  return textsIn(service, [list]).flatMap(({ text: name, path }): NamedThing[] =>
    path.at(-1) === field ? [{ kind, name, at: service.at(path) }] : [],
  );
}

/** The names that a service has in a namespace; the cluster's own namespace is the cluster's. */
function connectNames(service: Document): NamedThing[] {
  const namespace = valueAt(service.value, ['serviceConnectConfiguration', 'namespace']);
  const services = valueAt(service.value, ['serviceConnectConfiguration', 'services']);
  if (typeof namespace !== 'string' || !isList(services)) return [];
  return services.flatMap((one, index): NamedThing[] => {
    const name = valueAt(one, ['discoveryName']) ?? valueAt(one, ['portName']);
    const at = service.at(['serviceConnectConfiguration', 'services', index]);
    return typeof name === 'string' ? [{ kind: 'Service Connect name', name: `${namespace}/${name}`, at }] : [];
  });
}

function familiesOf(taskDefinition: Document): NamedThing[] {
  const name = valueAt(taskDefinition.value, ['family']);
  if (typeof name !== 'string') return [];
  return [{ kind: 'task definition family', name, at: taskDefinition.at(['family']) }];
}

function logGroupsOf(taskDefinition: Document): NamedThing[] {
  return textsIn(taskDefinition, ['containerDefinitions']).flatMap(({ text: name, path }): NamedThing[] =>
    path.at(-1) === 'awslogs-group' ? [{ kind: 'log group', name, at: taskDefinition.at(path) }] : [],
  );
}

/** `amply-api-tg` of a name, of an ARN in full, and of one that is abbreviated. */
function targetGroupName(written: string): string {
  const resource = written.startsWith('arn:') ? (written.split(':').at(-1) ?? written) : written;
  return resource.split('/')[resource.startsWith('targetgroup/') ? 1 : 0] ?? written;
}

function alarmsOf({ monitoring }: Stack): NamedThing[] {
  const entries = (monitoring?.alarms ?? []).flatMap((file) => readAlarmEntries(file, new Diagnostics()));
  return entries.flatMap(({ fields: { alarmName: name }, at }): NamedThing[] =>
    typeof name === 'string' ? [{ kind: 'alarm', name, at: at('alarmName') }] : [],
  );
}

/** All texts at and below a path. */
export function textsIn(document: Document, path: Path): { readonly text: string; readonly path: Path }[] {
  const value = valueAt(document.value, path);
  if (typeof value === 'string') return [{ text: value, path }];
  if (isList(value)) return value.flatMap((_, index) => textsIn(document, [...path, index]));
  return isObject(value) ? Object.keys(value).flatMap((key) => textsIn(document, [...path, key])) : [];
}
