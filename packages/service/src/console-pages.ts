import { consoleUrl } from '@fargate-actions/aws';

/** The page of one service in the AWS console. */
export interface ServicePage {
  readonly service: string;
  readonly url: string;
}

/** Where services are in the AWS console. */
export interface ConsolePages {
  readonly services: readonly ServicePage[];
  /** One link for all of them: the service's page; of several, the list of services of their cluster. */
  readonly url: string;
}

/** Where something of a cluster runs, as the inputs name it. */
interface Place {
  /** Not known where neither an input nor the environment names it. */
  readonly region: string | undefined;
  /** Its name or its ARN. */
  readonly cluster: string;
}

/**
 * Where services are in the AWS console; undefined without services, and where the console is not known.
 *
 * @param services their names or ARNs.
 */
export function consolePages(place: Place, services: readonly string[]): ConsolePages | undefined {
  const pages = services.flatMap((service) => servicePage(place, service) ?? []);
  const [first, ...others] = pages;
  const list = clusterUrl(place);
  if (!first || list === undefined) return undefined;
  return { services: pages, url: others.length === 0 ? first.url : `${list.page}?region=${list.region}` };
}

/** The page of a service in the AWS console; undefined where the console of the region is not known. */
export function servicePage(place: Place, service: string): ServicePage | undefined {
  const own = arnParts(service);
  const cluster = clusterUrl({ region: own?.region ?? place.region, cluster: place.cluster });
  const name = own?.name ?? service;
  return cluster && { service: name, url: `${cluster.page}/${inPath(name)}/health?region=${cluster.region}` };
}

function clusterUrl({ region, cluster }: Place): { readonly page: string; readonly region: string } | undefined {
  const arn = arnParts(cluster);
  const home = arn?.region ?? region;
  const beginning = home === undefined ? undefined : consoleUrl(home);
  if (home === undefined || beginning === undefined) return undefined;
  return { page: `${beginning}/ecs/v2/clusters/${inPath(arn?.name ?? cluster)}/services`, region: home };
}

/** `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME`, of which the cluster is missing in old ones. */
function arnParts(text: string): { readonly region: string; readonly name: string } | undefined {
  const [, region, name] = /^arn:[^:]+:ecs:([^:]+):[^:]*:[a-z]+\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
  return region === undefined || name === undefined ? undefined : { region, name };
}

/** A name as a part of a path that nothing ends: neither a URL's reader nor Markdown, to which `)` ends a link. */
function inPath(name: string): string {
  return encodeURIComponent(name).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
