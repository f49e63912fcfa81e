import type { PutQueryDefinitionCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { inNames, type StackPlace } from '../monitored-stack.ts';

/** A saved query of Logs Insights as it is to be. */
export interface WantedQuery extends Pick<PutQueryDefinitionCommandInput, 'parameters'> {
  readonly name: string;
  readonly queryString: string;
  readonly logGroupNames: readonly string[];
}

/** A query takes as many log groups. Source: CloudWatch Logs user guide, "CloudWatch Logs quotas". */
const MOST_GROUPS = 50;

// The fields of the seed's log format. Source: reference/seed-document.txt, "Logging".
const ERRORS = `fields @timestamp, logger, message, request_id, @log
| filter level = "ERROR"
| sort @timestamp desc
| limit 200`;

const REQUEST = `fields @timestamp, level, logger, message, @log
| filter request_id = "{{request_id}}"
| sort @timestamp asc
| limit 1000`;

const KINDS = [
  { kind: 'errors', queryString: ERRORS },
  {
    kind: 'request',
    queryString: REQUEST,
    parameters: [{ name: 'request_id', description: 'The request to follow, such as req_xyz789.' }],
  },
] as const;

/**
 * What the names of a stack's queries begin with: the console shows them as folders.
 *
 * Queries have no tags: only the first folder says that they are ours, and not somebody's who sorts by stacks as well.
 */
export function queryPrefix({ name, environment, cluster }: StackPlace): string {
  return ['fargate-actions', name, ...(environment === undefined ? [] : [inNames(environment)]), cluster, ''].join('/');
}

/**
 * The comment that a query begins with: queries have no tags.
 *
 * Source: CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax".
 */
const MADE_BY = /^# made by ([\w.-]+\/[\w.-]+)\n/;

/** The repository whose run saved a query, as its first comment says; undefined where it says nothing of it. */
export function repositoryOfQuery(queryString = ''): string | undefined {
  return MADE_BY.exec(queryString)?.[1];
}

/** Whether this tool makes queries of that name: others may keep theirs in the same folder. */
export function isOurQuery(name: string, prefix: string): boolean {
  return KINDS.some(
    ({ kind }) => name.startsWith(`${prefix}${kind}`) && /^( \d+)?$/.test(name.slice(prefix.length + kind.length)),
  );
}

/**
 * The queries of a stack, over all of its log groups; several of a kind where the groups are too many for one.
 *
 * @param repository whose run saves them, where that is known.
 */
export function wantedQueries(
  stack: StackPlace,
  logGroups: readonly string[],
  repository: string | undefined,
): WantedQuery[] {
  const parts: string[][] = [];
  for (let start = 0; start < logGroups.length; start += MOST_GROUPS) {
    parts.push(logGroups.slice(start, start + MOST_GROUPS));
  }
  return KINDS.flatMap(({ kind, ...query }) =>
    parts.map((logGroupNames, index) => ({
      ...('parameters' in query && { parameters: [...query.parameters] }),
      name: `${queryPrefix(stack)}${kind}${index === 0 ? '' : ` ${index + 1}`}`,
      queryString: repository === undefined ? query.queryString : `# made by ${repository}\n${query.queryString}`,
      logGroupNames,
    })),
  );
}
