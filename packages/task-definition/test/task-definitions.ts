import { Diagnostics, parseDocument, type Document, type JsonObject } from '@fargate-actions/documents';

/** A container that Fargate takes, with other fields on top; an undefined one is left out. */
export function aContainer(fields: Readonly<Record<string, unknown>> = {}): JsonObject {
  return plain({ name: 'api', image: 'nginx:1.27', ...fields });
}

/** A task definition that Fargate takes, with other fields on top; an undefined one is left out. */
export function aTaskDefinition(fields: Readonly<Record<string, unknown>> = {}): JsonObject {
  return plain({
    family: 'shop',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '512',
    memory: '1024',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [aContainer()],
    ...fields,
  });
}

/** A task definition for EC2, with other fields on top. */
export function anEc2TaskDefinition(fields: Readonly<Record<string, unknown>> = {}): JsonObject {
  return plain({
    family: 'shop',
    requiresCompatibilities: ['EC2'],
    containerDefinitions: [aContainer({ memory: 256 })],
    ...fields,
  });
}

/** A task definition with one container that has these fields. */
export function withContainer(fields: Readonly<Record<string, unknown>>): JsonObject {
  return aTaskDefinition({ containerDefinitions: [aContainer(fields)] });
}

/** A complete configuration of awslogs. */
export const AWSLOGS = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'api' },
};

/** A secret by its full ARN. */
export const SECRET = {
  name: 'TOKEN',
  valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/token-AbCdEf',
};

/** A file `task-definition.yml` of a text or a value. */
export function aFile(content: string | JsonObject | readonly JsonObject[]): Document {
  const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'task-definition.yml', diagnostics);
  if (!document) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return document;
}

/** What was found, as `severity rule`. */
export function rulesOf(diagnostics: Diagnostics): readonly string[] {
  return diagnostics.all.map(({ severity, rule }) => `${severity} ${rule}`);
}

/** What was found, as `line:column rule`. */
export function placesOf(diagnostics: Diagnostics): readonly string[] {
  return diagnostics.all.map(({ at, rule }) => `${at?.line}:${at?.column} ${rule}`);
}

function plain(value: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
