import type { QueryDefinition } from '@aws-sdk/client-cloudwatch-logs';
import { isAwsError, sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Json, Position } from '@fargate-actions/documents';
import {
  type Address,
  addressText,
  type Changes,
  deletion,
  type Difference,
  differences,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import { otherRepository, REPOSITORY_TAG } from '@fargate-actions/service';
import type { MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { noticeOfRepositories } from '../of-another-repository.ts';
import { look } from './look.ts';
import { isOurQuery, queryPrefix, repositoryOfQuery, type WantedQuery } from './saved-queries.ts';

/** The saved queries of a stack. */
export interface StackQueries {
  readonly queries: readonly WantedQuery[];
  readonly stack: MonitoredStack;
  readonly at: Position | undefined;
}

interface QueriesRequest {
  /** With the id of the one that it replaces. */
  readonly put: readonly { readonly query: WantedQuery; readonly id: string | undefined }[];
  readonly removed: readonly { readonly id: string; readonly name: string }[];
}

/** The saved queries of a stack, for the console of Logs Insights. */
export function queryDefinitionsResource(wanted: StackQueries, settings: MonitoringSettings, aws: Aws): Resource {
  const lost = 'Queries of Logs Insights are not saved.';
  const prefix = queryPrefix(wanted.stack);
  return resource<StackQueries, readonly QueryDefinition[] | 'unknown', QueriesRequest>({
    address: { kind: 'saved queries', of: prefix.replace(/\/$/, '') },
    continueOnFailure: true,
    resolve: () => Promise.resolve(wanted),
    read: async () => {
      const isAsked = wanted.queries.length > 0 || settings.prune;
      return (await look(isAsked, lost, aws, () => aws.logs.queryDefinitions(prefix))) ?? 'unknown';
    },
    plan: (found, _wanted, _values, diagnostics) =>
      found === 'unknown' ? NO_CHANGES : planQueries(found ?? [], wanted, settings, diagnostics),
    apply: async ({ put, removed }, _values, { noteWrite }) => {
      for (const { query, id } of put) {
        await save(query, id, aws);
        noteWrite(addressText(queryAddress(query.name)));
      }
      for (const { id, name } of removed) {
        await sentAgainWhenLost(() => aws.logs.removeQueryDefinition(id));
        noteWrite(addressText(queryAddress(name)));
      }
      return { outputs: {} };
    },
  });
}

/** What of the saved queries differs; what is no longer wanted and stays is said. */
function planQueries(
  definitions: readonly QueryDefinition[],
  { queries, stack, at }: StackQueries,
  { prune, tags }: MonitoringSettings,
  diagnostics: Diagnostics,
): Changes<QueriesRequest> {
  const ours = definitions.filter(({ name = '' }) => isOurQuery(name, queryPrefix(stack)));
  const byName = Map.groupBy(ours.toSorted(byId), ({ name = '' }) => name);
  for (const [name, same] of byName) {
    if (same.length < 2) continue;
    diagnostics.notice(
      at,
      'logs/same-query',
      `There are ${same.length} saved queries called ${name}: the one with the id ${same[0]?.queryDefinitionId ?? ''} is kept up to date.`,
      'Delete the others in the console of Logs Insights.',
    );
  }
  const changed = queries.flatMap((query) => {
    const found = byName.get(query.name)?.[0];
    const rows = queryDifferences(found, query);
    return rows.length === 0 ? [] : [{ query, id: found?.queryDefinitionId, rows }];
  });
  const names = new Set(queries.map(({ name }) => name));
  const former = ours.filter(({ name = '' }) => !names.has(name)).toSorted(byId);
  const repositoryOf = ({ queryString }: QueryDefinition): string | undefined =>
    otherRepository(repositoryOfQuery(queryString), tags[REPOSITORY_TAG]);
  const left = former.flatMap((query) => {
    const repository = repositoryOf(query);
    return repository === undefined ? [] : [`${query.name ?? ''} (${repository})`];
  });
  noticeOfRepositories('Saved queries', left, stack, at, diagnostics);
  const surplus = former.filter((query) => repositoryOf(query) === undefined);
  const surplusNames = [...new Set(surplus.map(({ name = '' }) => name))];
  if (surplus.length > 0 && !prune) {
    diagnostics.notice(
      at,
      'logs/no-longer-wanted',
      `There are still saved queries that are no longer wanted: ${surplusNames.join(', ')}.`,
      'Set `prune: true` to delete them.',
    );
  }
  const removed = (prune ? surplus : []).map(({ queryDefinitionId: id = '', name = '' }) => ({ id, name }));
  const deletes = removed.map(({ name }) => queryAddress(name));
  const request = { put: changed.map(({ query, id }) => ({ query, id })), removed };
  if (changed.length === 0) return deletion(deletes, request);
  return {
    action: ours.length > 0 ? 'update' : 'create',
    differences: changed.flatMap(({ rows }) => rows),
    deletes,
    request,
  };
}

/** How a saved query by itself is called in a plan. */
function queryAddress(name: string): Address {
  return { kind: 'saved query', name };
}

function byId(one: QueryDefinition, other: QueryDefinition): number {
  return (one.queryDefinitionId ?? '') < (other.queryDefinitionId ?? '') ? -1 : 1;
}

function queryDifferences(found: QueryDefinition | undefined, wanted: WantedQuery): Difference[] {
  const fields = ({ queryString, logGroupNames }: Pick<QueryDefinition, 'queryString' | 'logGroupNames'>): Json =>
    // What the SDK answers is data; undefined fields fall away. The parameters follow from the query itself.
    JSON.parse(JSON.stringify({ queryString, logGroupNames })) as Json;
  const { queryString, logGroupNames } = wanted;
  const rules = { absent: 'default', unordered: new Set(['logGroupNames']) } as const;
  return differences(found && fields(found), fields({ queryString, logGroupNames: [...logGroupNames] }), rules).map(
    (one) => ({ ...one, path: `queries[${wanted.name}].${one.path}` }),
  );
}

/** Saves a query; one without an id whose answer is lost may be there: a second one of its name would stay for ever. */
async function save(query: WantedQuery, id: string | undefined, aws: Aws): Promise<void> {
  const put = (known: string | undefined): Promise<void> =>
    aws.logs.putQueryDefinition({
      ...query,
      logGroupNames: [...query.logGroupNames],
      ...(known !== undefined && { queryDefinitionId: known }),
    });
  try {
    await put(id);
  } catch (error) {
    if (!isAwsError(error, 'lost')) throw error;
    const there = (await aws.logs.queryDefinitions(query.name)).find(({ name }) => name === query.name);
    await put(id ?? there?.queryDefinitionId);
  }
}
