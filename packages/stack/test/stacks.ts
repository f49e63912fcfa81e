import { Diagnostics, memoryWorkspace, parseDocument, parseVariables, type Document } from '@fargate-actions/documents';
import { loadStack } from '../src/load-stack.ts';
import type { StackSource } from '../src/stack-source.ts';
import type { Stack, StackService } from '../src/stack.ts';

/** The account of every run in these tests. */
const ACCOUNT = '123456789012';

/** `stack.yml` of a shop with one service, in eu-central-1. */
export const STACK = `name: shop
region: eu-central-1
cluster: { name: shop-prod }
services:
  api: { taskDefinition: api/task.yml, service: api/service.yml }
`;

const FILES: Readonly<Record<string, string>> = {
  'stack.yml': STACK,
  'api/task.yml': 'family: shop-api\n',
  'api/service.yml': 'serviceName: shop-api\n',
  'worker/task.yml': 'family: shop-worker\n',
  'worker/service.yml': 'serviceName: shop-worker\n',
};

/** What a test says of a run, besides its files. */
export interface Run {
  readonly environment?: string;
  /** `KEY=value` lines. */
  readonly variables?: string;
  readonly region?: string;
  readonly commitSha?: string;
  readonly readsMonitoring?: boolean;
  readonly monitoringInstead?: StackSource['monitoringInstead'];
}

export interface Loaded {
  readonly stack: Stack | undefined;
  readonly diagnostics: Diagnostics;
  /** `severity rule file:line:column` of all that was found. */
  readonly found: readonly string[];
  /** The regions in which it was asked whose account this is. */
  readonly accountAsked: readonly string[];
}

/** Loads the shop's stack with these files in the place of its own; an undefined one is missing. */
export async function loaded(files: Readonly<Record<string, string | undefined>> = {}, run: Run = {}): Promise<Loaded> {
  const diagnostics = new Diagnostics();
  const accountAsked: string[] = [];
  const present = Object.entries({ ...FILES, ...files }).filter(
    (file): file is [string, string] => file[1] !== undefined,
  );
  const source: StackSource = {
    workspace: memoryWorkspace(Object.fromEntries(present)),
    path: 'stack.yml',
    environment: run.environment,
    variables: parseVariables(run.variables ?? '', diagnostics),
    region: run.region,
    commitSha: run.commitSha,
    readsMonitoring: run.readsMonitoring,
    monitoringInstead: run.monitoringInstead,
    account: async (region) => {
      accountAsked.push(region);
      return ACCOUNT;
    },
  };
  const stack = await loadStack(source, diagnostics);
  return { stack, diagnostics, found: placed(diagnostics), accountAsked };
}

/** Diagnostics as `severity rule file:line:column`. */
export function placed(diagnostics: Diagnostics): string[] {
  return diagnostics.all.map(({ severity, rule, at }) =>
    [severity, rule, at && `${at.file}:${at.line}:${at.column}`].filter(Boolean).join(' '),
  );
}

/** A document of a YAML text. */
export function aDocument(text: string, file = 'service.yml'): Document {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, file, diagnostics);
  if (!document) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return document;
}

/** A service of a stack, with other fields on top. */
export function aStackService(fields: Partial<StackService> = {}): StackService {
  return {
    key: 'api',
    name: 'shop-api',
    taskDefinition: aDocument('family: shop-api', 'task.yml'),
    containerFiles: new Map(),
    service: aDocument('networkConfiguration: { awsvpcConfiguration: { subnets: [a] } }\nlaunchType: FARGATE'),
    targetGroup: undefined,
    isSingleton: false,
    scaling: undefined,
    after: [],
    ...fields,
  };
}

/** A stack, with other fields on top. */
export function aStack(fields: Partial<Stack> = {}): Stack {
  return {
    name: 'shop',
    environment: undefined,
    isProduction: true,
    region: 'eu-central-1',
    account: undefined,
    vpc: undefined,
    cluster: { name: 'shop-prod' },
    image: undefined,
    defaults: {},
    services: [aStackService()],
    monitoring: undefined,
    offHours: undefined,
    sharedSecrets: [],
    base: { region: 'eu-central-1', cluster: 'shop-prod' },
    document: aDocument(STACK, 'stack.yml'),
    ...fields,
  };
}
