import {
  Diagnostics,
  interpolate,
  isObject,
  loadDocument,
  mergeDocuments,
  partOf,
  valueAt,
  type Document,
  type Path,
  type Variables,
  type Workspace,
} from '@fargate-actions/files';
import { isDynamicLabel } from '@fargate-actions/monitoring';
import { cleanService } from '@fargate-actions/service';
import { builtInVariables } from './built-in-variables.ts';
import { checkSchema } from './check-schema.ts';
import { checkAfter, checkNames } from './check-services.ts';
import { checkWithinEnvironment } from './environment-guard.ts';
import { inOwnEnvironment } from './monitoring-in-environment.ts';
import { monitoringFiles, readMonitoring, withMonitoringFiles, type MonitoringInstead } from './read-monitoring.ts';
import type { StackFile, StackServiceFile } from './schema.ts';
import { selectEnvironment } from './select-environment.ts';
import { stackVariables, withoutVariables } from './stack-variables.ts';
import type { ServiceScaling, Stack, StackService } from './stack.ts';

/** What loading a stack needs. */
export interface StackSource {
  readonly workspace: Workspace;
  /** Path of stack.yml from the workspace's root. */
  readonly path: string;
  readonly environment?: string | undefined;
  /** From the `variables` input: they win over those of the file. */
  readonly variables: Variables;
  /** From the `aws-region` input: it wins over the file's. */
  readonly region?: string | undefined;
  readonly commitSha?: string | undefined;
  /** The services that the run is for, by either of their names; absent: all. What is wrong in files of others is not told. */
  readonly services?: readonly string[] | undefined;
  /** Whether the run is about what watches the stack as well. */
  readonly readsMonitoring?: boolean | undefined;
  /** In the place of what stack.yml says about it: from an action's inputs. */
  readonly monitoringInstead?: MonitoringInstead | undefined;
  /** Whose account this is, in the region of the stack. */
  readonly account: (region: string) => Promise<string>;
}

/**
 * Reads stack.yml and all files that its services name: environment merged in, variables replaced, nothing of another
 * environment left. Undefined after an error, with all diagnostics that could be had.
 */
export async function loadStack(source: StackSource, diagnostics: Diagnostics): Promise<Stack | undefined> {
  const written = await loadDocument(source.workspace, source.path, undefined, diagnostics);
  const base = written && checkSchema(written, diagnostics);
  if (!base) return undefined;
  const selected = withoutEnvironments(selectEnvironment(written, source.environment, diagnostics));
  const region = diagnostics.hasErrors ? undefined : await regionOf(selected, source, diagnostics);
  if (region === undefined) return undefined;

  const known = await variablesFor([selected], region, source, diagnostics);
  const document = interpolate(withoutVariables(selected), known, diagnostics);
  const offHours = offHoursOf(written, source.environment);
  const file = diagnostics.hasErrors ? undefined : checkSchema(document, diagnostics);
  if (!file) return undefined;
  checkAfter(file, document, diagnostics);
  const [read, monitoring] = await Promise.all([
    readServices(file, document, source),
    source.readsMonitoring === true ? readMonitoring(file, document, source, diagnostics) : undefined,
  ]);
  const documents = [
    ...read.flatMap(({ service }) => (service ? documentsOf(service) : [])),
    ...monitoringFiles(monitoring),
  ];
  const variables = await variablesFor([selected, ...documents], region, source, diagnostics);
  const all = read.map(({ service, found }) => ({ service: service && finished(service, variables, found), found }));
  const services = all.flatMap(({ service }) => service ?? []);
  const isChosen = chosenBy(source.services, services);
  for (const { service, found } of all) {
    if (isChosen(service)) for (const diagnostic of found.all) diagnostics.add(diagnostic);
  }
  checkNames(services, document, diagnostics);

  const place = {
    environment: source.environment,
    region,
    cluster: file.cluster,
    base: { region: base.region, cluster: base.cluster.name },
  };
  const stack: Stack = {
    ...place,
    name: file.name,
    isProduction: source.environment === undefined || base.environments?.[source.environment]?.production !== false,
    vpc: file.vpc,
    image: file.image,
    defaults: file.defaults ?? {},
    services,
    monitoring: withMonitoringFiles(monitoring, (part) =>
      inOwnEnvironment(interpolate(part, variables, diagnostics, isDynamicLabel), place, diagnostics),
    ),
    offHours: offHours && interpolate(offHours, variables, diagnostics),
    document,
  };
  await checkWithinEnvironment(
    { ...stack, services: services.filter(isChosen) },
    () => source.account(region),
    diagnostics,
  );
  return stack;
}

function withoutEnvironments(document: Document): Document {
  if (!isObject(document.value)) return document;
  const { environments: _, ...own } = document.value;
  return document.withValue(own);
}

/** When nothing runs in an environment, where it says so. */
function offHoursOf(written: Document, environment: string | undefined): Document | undefined {
  return environment === undefined ? undefined : partOf(written, ['environments', environment, 'offHours']);
}

/** The region, in which a variable may stand, but not one that needs the region. */
async function regionOf(
  selected: Document,
  source: StackSource,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  if (source.region !== undefined) return source.region;
  const written = partOf(selected, ['region']);
  if (typeof written?.value === 'string') {
    // A variable that needs the region is not wrong: it is only not to be had yet.
    const known = await variablesFor([selected], undefined, source, new Diagnostics());
    const { value } = interpolate(written, known, diagnostics);
    if (diagnostics.hasErrors) return undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  diagnostics.error(
    selected.at(),
    'stack/region',
    'Neither stack.yml nor the input aws-region gives a region.',
    'Add `region: eu-central-1` to stack.yml.',
  );
  return undefined;
}

async function variablesFor(
  documents: readonly [stackFile: Document, ...others: Document[]],
  region: string | undefined,
  source: StackSource,
  diagnostics: Diagnostics,
): Promise<Variables> {
  const builtIn = await builtInVariables(documents, {
    environment: source.environment,
    region,
    commitSha: source.commitSha,
    ...(region !== undefined && { account: () => source.account(region) }),
  });
  return stackVariables(documents[0], builtIn, source.variables, diagnostics);
}

interface ReadService {
  readonly key: string;
  readonly file: StackServiceFile;
  readonly taskDefinition: Document;
  readonly containerFiles: ReadonlyMap<string, Document>;
  readonly service: Document;
  readonly targetGroup: Document | undefined;
  readonly scaling: ServiceScaling | undefined;
}

function documentsOf({ taskDefinition, service, containerFiles, targetGroup, scaling }: ReadService): Document[] {
  const others = [targetGroup, scaling?.policy].filter((document) => document !== undefined);
  return [taskDefinition, service, ...containerFiles.values(), ...others];
}

/** Whether a service is one that the run is for; of one that could not be read that may have to be guessed. */
function chosenBy(names: readonly string[] = [], services: readonly StackService[]) {
  const isNamed = ({ key, name }: StackService): boolean => names.includes(key) || names.includes(name);
  const areAllKnown = names.every((wanted) => services.some(({ key, name }) => key === wanted || name === wanted));
  return (service: StackService | undefined): boolean =>
    names.length === 0 || (service ? isNamed(service) : !areAllKnown);
}

/** Reads the services' files, each with what was found in them; a service is absent when one of them can't be read. */
async function readServices(
  file: StackFile,
  document: Document,
  source: StackSource,
): Promise<{ service: ReadService | undefined; found: Diagnostics }[]> {
  async function read(
    names: string | readonly string[],
    path: Path,
    diagnostics: Diagnostics,
  ): Promise<Document | undefined> {
    const places =
      typeof names === 'string'
        ? [{ name: names, path }]
        : names.map((name, index) => ({ name, path: [...path, index] }));
    const parts = await Promise.all(
      places.map(({ name, path }) => loadDocument(source.workspace, name, document.at(path), diagnostics)),
    );
    const present = parts.filter((part) => part !== undefined);
    return present.length === parts.length ? mergeDocuments(present) : undefined;
  }

  /** One file, and the limits beside it. */
  async function readScaling(
    scaling: StackServiceFile['scaling'],
    path: Path,
    found: Diagnostics,
  ): Promise<ServiceScaling | undefined> {
    if (scaling === undefined) return undefined;
    const [limits, place] = typeof scaling === 'string' ? [{ policy: scaling }, path] : [scaling, [...path, 'policy']];
    const policy = await read(limits.policy, place, found);
    return policy && { policy, minCapacity: limits.minCapacity, maxCapacity: limits.maxCapacity };
  }

  async function readService(
    key: string,
    service: StackServiceFile,
    found: Diagnostics,
  ): Promise<ReadService | undefined> {
    const path = ['services', key];
    const [taskDefinition, serviceFile, targetGroup, scaling, containerFiles] = await Promise.all([
      read(service.taskDefinition, [...path, 'taskDefinition'], found),
      read(service.service, [...path, 'service'], found),
      service.targetGroup === undefined ? undefined : read(service.targetGroup, [...path, 'targetGroup'], found),
      readScaling(service.scaling, [...path, 'scaling'], found),
      Promise.all(
        Object.entries(service.containers ?? {}).map(
          async ([name, files]) => [name, await read(files, [...path, 'containers', name], found)] as const,
        ),
      ),
    ]);
    if (!taskDefinition || !serviceFile) return undefined;
    const present = containerFiles.flatMap(([name, part]) => (part ? [[name, part] as const] : []));
    const own = { taskDefinition, service: serviceFile, containerFiles: new Map(present), targetGroup, scaling };
    return { key, file: service, ...own };
  }

  return Promise.all(
    Object.entries(file.services).map(async ([key, written]) => {
      const found = new Diagnostics();
      return { service: await readService(key, written, found), found };
    }),
  );
}

function finished(read: ReadService, variables: Variables, diagnostics: Diagnostics): StackService {
  const ready = (part: Document): Document => interpolate(part, variables, diagnostics);
  const service = cleanService(ready(read.service), diagnostics);
  const given = valueAt(service.value, ['serviceName']);
  return {
    key: read.key,
    name: typeof given === 'string' ? given : read.key,
    taskDefinition: ready(read.taskDefinition),
    containerFiles: new Map([...read.containerFiles].map(([name, part]) => [name, ready(part)])),
    service,
    targetGroup: read.targetGroup && ready(read.targetGroup),
    isSingleton: read.file.singleton ?? false,
    scaling: read.scaling && { ...read.scaling, policy: ready(read.scaling.policy) },
    after: read.file.after ?? [],
  };
}
