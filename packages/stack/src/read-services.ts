import {
  Diagnostics,
  interpolate,
  loadDocument,
  mergeDocuments,
  unwrapped,
  valueAt,
  type Document,
  type Path,
  type Variables,
  type Workspace,
} from '@fargate-actions/documents';
import { cleanService, cleanTargetGroup } from '@fargate-actions/service';
import type { StackFile, StackServiceFile } from './schema.ts';
import type { ServiceScaling, StackService } from './stack.ts';

/** A service of stack.yml with its files, as they are written. */
export interface ReadService {
  readonly key: string;
  readonly file: StackServiceFile;
  readonly taskDefinition: Document;
  readonly containerFiles: ReadonlyMap<string, Document>;
  readonly service: Document;
  readonly targetGroup: Document | undefined;
  readonly scaling: ServiceScaling | undefined;
}

/** All files of a service. */
export function documentsOf({
  taskDefinition,
  service,
  containerFiles,
  targetGroup,
  scaling,
}: ReadService): Document[] {
  const others = [targetGroup, scaling?.policy].filter((document) => document !== undefined);
  return [taskDefinition, service, ...containerFiles.values(), ...others];
}

/** Reads the services' files, each with what was found in them; a service is absent when one of them can't be read. */
export async function readServices(
  file: StackFile,
  document: Document,
  workspace: Workspace,
): Promise<{ service: ReadService | undefined; found: Diagnostics }[]> {
  async function read(
    names: string | readonly string[],
    path: Path,
    diagnostics: Diagnostics,
    clean: (part: Document) => Document = (part) => part,
  ): Promise<Document | undefined> {
    const places =
      typeof names === 'string'
        ? [{ name: names, path }]
        : names.map((name, index) => ({ name, path: [...path, index] }));
    const parts = await Promise.all(
      places.map(({ name, path }) => loadDocument(workspace, name, document.at(path), diagnostics)),
    );
    const present = parts.flatMap((part) => (part ? [clean(part)] : []));
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
      read(service.service, [...path, 'service'], found, (part) => unwrapped(part, ['service', 'services'])),
      service.targetGroup === undefined
        ? undefined
        : read(service.targetGroup, [...path, 'targetGroup'], found, cleanTargetGroup),
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

/** A service as it is, with its variables replaced. */
export function finished(read: ReadService, variables: Variables, diagnostics: Diagnostics): StackService {
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
