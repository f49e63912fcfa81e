import { Fault } from '../../../fault.ts';
import { inputStructures } from './input-structures.ts';

/**
 * Checks an input against AWS's model, as far as its wire and its front door do.
 *
 * Throws SerializationException for a member or type that the model has not (stricter than AWS, which overlooks members
 * that it does not know: here they are a caller's mistake), and InvalidParameterException for what must be there or is
 * no value of its enumeration; RegisterTaskDefinition calls these ClientException.
 */
export function checkInput(operation: string, input: object): void {
  const [service, name = ''] = operation.split(':');
  // Others have operations of the same name: TagResource.
  if (service !== 'ecs' || !inputStructures[name]) return;
  checkStructure(name, input, '', name === 'RegisterTaskDefinition' ? 'ClientException' : 'InvalidParameterException');
}

function checkStructure(name: string, value: object, path: string, error: string): void {
  const structure = inputStructures[name] ?? {};
  for (const [member, given] of Object.entries(value)) {
    if (given === undefined || given === null) continue;
    const kind = structure[member] ?? structure[`${member}!`];
    if (kind === undefined) throw new Fault('SerializationException', `Unknown member ${path}${member}.`);
    checkValue(kind, given, `${path}${member}`, error);
    checkEnumeration(member, given, `${path}${member}`, error);
  }
  for (const member of Object.keys(structure)) {
    if (!member.endsWith('!')) continue;
    const required = member.slice(0, -1);
    const given: unknown = Reflect.get(value, required);
    if (given === undefined || given === null) throw new Fault(error, `${path}${required} can not be blank.`);
  }
}

function checkValue(kind: string, value: unknown, path: string, error: string): void {
  const rest = kind.slice(1);
  switch (kind[0]) {
    case '[':
      if (!Array.isArray(value)) throw wrongType(value, 'a List', path);
      for (const [index, item] of value.entries()) checkValue(rest, item, `${path}[${index}]`, error);
      return;
    case '{':
      if (!isObject(value)) throw wrongType(value, 'a Map', path);
      for (const [key, item] of Object.entries(value)) checkValue(rest, item, `${path}.${key}`, error);
      return;
    default:
  }
  switch (kind) {
    case 's':
      if (typeof value !== 'string') throw wrongType(value, 'a String', path);
      return;
    case 'n':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(value, 'a Number', path);
      return;
    case 'b':
      if (typeof value !== 'boolean') throw wrongType(value, 'a Boolean', path);
      return;
    case 't':
      if (!(value instanceof Date) && typeof value !== 'number') throw wrongType(value, 'a Timestamp', path);
      return;
    default:
      if (!isObject(value)) throw wrongType(value, 'a Structure', path);
      checkStructure(kind, value, `${path}.`, error);
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wrongType(value: unknown, wanted: string, path: string): Fault {
  const kind = Array.isArray(value) ? 'START_ARRAY' : (typeof value).toUpperCase();
  return new Fault('SerializationException', `${kind}_VALUE can not be converted to ${wanted} (${path})`);
}

/** Members whose values are enumerated, wherever they stand. Source: the SDK's enumerations. */
const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  launchType: ['EC2', 'EXTERNAL', 'FARGATE', 'MANAGED_INSTANCES'],
  schedulingStrategy: ['DAEMON', 'REPLICA'],
  availabilityZoneRebalancing: ['DISABLED', 'ENABLED'],
  assignPublicIp: ['DISABLED', 'ENABLED'],
  desiredStatus: ['PENDING', 'RUNNING', 'STOPPED'],
  networkMode: ['awsvpc', 'bridge', 'host', 'none'],
  pidMode: ['host', 'task'],
  ipcMode: ['host', 'none', 'task'],
  requiresCompatibilities: ['EC2', 'EXTERNAL', 'FARGATE', 'MANAGED_INSTANCES'],
  logDriver: ['awsfirelens', 'awslogs', 'fluentd', 'gelf', 'journald', 'json-file', 'splunk', 'syslog'],
  condition: ['COMPLETE', 'HEALTHY', 'START', 'SUCCESS'],
  cpuArchitecture: ['ARM64', 'X86_64'],
  strategy: ['BLUE_GREEN', 'CANARY', 'LINEAR', 'ROLLING'],
  propagateTags: ['NONE', 'SERVICE', 'TASK_DEFINITION'],
  sort: ['ASC', 'DESC'],
};

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');

function checkEnumeration(member: string, value: unknown, path: string, error: string): void {
  const values = ENUMERATIONS[member];
  const wrong = values && textsIn(value).find((item) => !values.includes(item));
  if (wrong === undefined) return;
  throw new Fault(
    error,
    `1 validation error detected: Value '${wrong}' at '${path}' failed to satisfy constraint: Member must satisfy enum value set: [${(values ?? []).join(', ')}]`,
  );
}
