import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';

/** A service, as inputs give it: by name or by ARN, and so its cluster. */
interface GivenService {
  readonly service: string;
  /** Absent: that of the service's ARN, else `default`, as ECS has it. */
  readonly cluster: string | undefined;
}

/** The same by names alone: what scales or measures a service knows it by them. */
export interface NamedService {
  readonly name: string;
  readonly cluster: string;
}

// Source: API reference of ECS, CreateCluster and CreateService.
const NAME = /^[\w-]{1,255}$/;
// An older ARN of a service is without its cluster. Source: ECS's guide, "Amazon Resource Names (ARNs) and IDs".
const CLUSTER_ARN = /^arn:aws[a-z-]*:ecs:(?<region>[^:]+):(?<account>\d{12}):cluster\/(?<name>[\w-]+)$/;
const SERVICE_ARN =
  /^arn:aws[a-z-]*:ecs:(?<region>[^:]+):(?<account>\d{12}):service\/(?:(?<cluster>[\w-]+)\/)?(?<name>[\w-]+)$/;

/**
 * The names of the service and the cluster that inputs give by name or ARN. Undefined after an error: an ARN of another
 * region or account is no service of this run, though one of the same name may be here.
 *
 * @param region of the run; undefined where only the SDK knows it.
 */
export async function namedService(
  given: GivenService,
  region: string | undefined,
  aws: Pick<Aws, 'identity'>,
  diagnostics: Diagnostics,
): Promise<NamedService | undefined> {
  const service = partsOf('service', given.service, SERVICE_ARN, diagnostics);
  const cluster = partsOf('cluster', given.cluster ?? service?.cluster ?? 'default', CLUSTER_ARN, diagnostics);
  if (!service || !cluster) return undefined;
  if (service.cluster !== undefined && service.cluster !== cluster.name) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      `The input \`cluster\` names ${cluster.name}, and the ARN in \`service\` the cluster ${service.cluster}.`,
      'Keep one of the two.',
    );
    return undefined;
  }
  const isByArn = service.account !== undefined || cluster.account !== undefined;
  const here = { region, account: isByArn ? (await aws.identity()).account : undefined };
  const areHere = [isHere('service', service, here, diagnostics), isHere('cluster', cluster, here, diagnostics)];
  return areHere.every(Boolean) ? { name: service.name, cluster: cluster.name } : undefined;
}

/** What a name or an ARN says. */
interface Parts {
  readonly name: string;
  readonly cluster?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

function partsOf(input: string, text: string, arn: RegExp, diagnostics: Diagnostics): Parts | undefined {
  if (NAME.test(text)) return { name: text };
  const { name, ...others } = arn.exec(text)?.groups ?? {};
  if (name !== undefined) return { name, ...others };
  diagnostics.error(
    undefined,
    'inputs/value',
    `The input \`${input}\` is neither the name nor the ARN of a ${input}: ${JSON.stringify(text)}.`,
    'A name has letters, digits, `-` and `_`.',
  );
  return undefined;
}

/** Whether what an ARN says of its region and account is true of this run. */
function isHere(
  input: string,
  { region, account }: Parts,
  here: Pick<Parts, 'region' | 'account'>,
  diagnostics: Diagnostics,
): boolean {
  if (region !== undefined && here.region !== undefined && region !== here.region) {
    diagnostics.error(
      undefined,
      'inputs/value',
      `The input \`${input}\` is of the region ${region}, and this run is in ${here.region}.`,
      `Give the input \`aws-region: ${region}\`, or the name alone.`,
    );
    return false;
  }
  if (account === undefined || account === here.account) return true;
  diagnostics.error(
    undefined,
    'inputs/value',
    `The input \`${input}\` is of the account ${account}, and the credentials of this run are of ${here.account ?? 'another'}.`,
    'Take the credentials of that account, or give the name alone.',
  );
  return false;
}
