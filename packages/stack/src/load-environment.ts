import { Diagnostics, interpolate, isObject, partOf, type Document, type Variables } from '@fargate-actions/documents';
import { isDynamicLabel } from '@fargate-actions/monitoring';
import { builtInVariables } from './built-in-variables.ts';
import { checkAccount } from './check-account.ts';
import { checkSchema } from './check-schema.ts';
import { checkAfter, checkNames } from './check-services.ts';
import { inOwnEnvironment } from './monitoring-in-environment.ts';
import { ownNames } from './name-suffix.ts';
import { monitoringFiles, readMonitoring, withMonitoringFiles } from './read-monitoring.ts';
import { documentsOf, finished, readServices } from './read-services.ts';
import type { StackFile } from './schema.ts';
import { selectEnvironment } from './select-environment.ts';
import { chosenBy } from './select-services.ts';
import type { StackSource } from './stack-source.ts';
import { stackVariables, withoutVariables } from './stack-variables.ts';
import type { Stack } from './stack.ts';

/** stack.yml as it is written, and as its schema has it. */
export interface WrittenStack {
  readonly document: Document;
  readonly file: StackFile;
}

/**
 * One environment of a stack with all files of its services: merged over the base, variables replaced.
 *
 * @param isForComparison another environment than the run is for: what can't be known of it stays as it is written, and
 *   nobody asks whose account it is in.
 */
export async function loadEnvironment(
  written: WrittenStack,
  source: StackSource,
  diagnostics: Diagnostics,
  isForComparison = false,
): Promise<Stack | undefined> {
  const { file: base } = written;
  const isStopped = (): boolean => diagnostics.hasErrors && !isForComparison;
  const selected = withoutEnvironments(selectEnvironment(written.document, source.environment, diagnostics));
  const region = isStopped() ? undefined : await regionOf(selected, source, diagnostics);
  if (region === undefined) return undefined;

  const known = await variablesFor([selected], region, source, diagnostics);
  const document = interpolate(withoutVariables(selected), known, diagnostics);
  const file = isStopped() ? undefined : checkSchema(document, diagnostics);
  if (!file) return undefined;
  if (!isForComparison && !(await checkAccount(file, document, () => source.account(region), diagnostics)))
    return undefined;
  checkAfter(file, document, diagnostics);
  const [read, monitoring] = await Promise.all([
    readServices(file, document, source.workspace),
    source.readsMonitoring === true ? readMonitoring(file, document, source, diagnostics) : undefined,
  ]);
  const own = (field: string): Document | undefined =>
    source.environment === undefined
      ? undefined
      : partOf(written.document, ['environments', source.environment, field]);
  const [offHours, nameSuffix] = [own('offHours'), own('nameSuffix')];
  const documents = [
    ...read.flatMap(({ service }) => (service ? documentsOf(service) : [])),
    ...monitoringFiles(monitoring),
    ...(nameSuffix ? [nameSuffix] : []),
  ];
  const variables = await variablesFor([selected, ...documents], region, source, diagnostics);
  const all = read.map(({ service, found }) => ({ service: service && finished(service, variables, found), found }));
  const isChosen = chosenBy(
    source.services,
    all.flatMap(({ service }) => service ?? []),
  );
  for (const { service, found } of all) {
    if (isChosen(service)) for (const diagnostic of found.all) diagnostics.add(diagnostic);
  }
  const place = {
    environment: source.environment,
    region,
    cluster: file.cluster,
    base: { region: base.region, cluster: base.cluster.name },
  };
  const { services, monitoring: watched } = ownNames(
    nameSuffix && interpolate(nameSuffix, variables, diagnostics),
    {
      services: all.flatMap(({ service }) => service ?? []),
      monitoring: withMonitoringFiles(monitoring, (part) =>
        inOwnEnvironment(interpolate(part, variables, diagnostics, isDynamicLabel), place, diagnostics),
      ),
    },
    diagnostics,
  );
  checkNames(services, document, diagnostics);
  return {
    ...place,
    name: file.name,
    isProduction: source.environment === undefined || base.environments?.[source.environment]?.production !== false,
    account: file.account,
    vpc: file.vpc,
    image: file.image,
    defaults: file.defaults ?? {},
    services,
    monitoring: watched,
    offHours: offHours && interpolate(offHours, variables, diagnostics),
    sharedSecrets: file.sharedSecrets ?? [],
    document,
  };
}

function withoutEnvironments(document: Document): Document {
  if (!isObject(document.value)) return document;
  const { environments: _, ...own } = document.value;
  return document.withValue(own);
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
    const found = new Diagnostics();
    const { value } = interpolate(written, known, found);
    for (const diagnostic of found.all) diagnostics.add(diagnostic);
    if (found.hasErrors) return undefined;
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
