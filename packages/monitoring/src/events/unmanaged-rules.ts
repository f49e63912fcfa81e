import type { Rule } from '@aws-sdk/client-eventbridge';
import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';
import {
  addressText,
  allWritten,
  type Changes,
  deletion,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import { otherRepository, REPOSITORY_TAG } from '@fargate-actions/service';
import { managedPrefix, type MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { noticeOfRepositories } from '../of-another-repository.ts';
import { deploymentFailedRuleName, eventRuleAddress } from './deployment-failed-rule.ts';

/** A rule that nothing asks for any more, and the repository that made it, where that is another one. */
interface FormerRule {
  readonly name: string;
  readonly repository: string | undefined;
}

/** Rules that this tool made for a stack and that are no longer wanted: `prune` deletes them, else they are named. */
export function unmanagedRulesResource(
  stack: MonitoredStack,
  wanted: readonly string[],
  at: Position | undefined,
  settings: MonitoringSettings,
  aws: Aws,
): Resource {
  return resource<readonly string[], readonly FormerRule[], readonly string[]>({
    address: { kind: 'former event rules', of: stack.name },
    continueOnFailure: true,
    resolve: () => Promise.resolve(wanted),
    read: () =>
      aws.gaps.optional('Rules that nothing asks for any more are not looked for.', () =>
        formerRules(stack, wanted, settings, aws),
      ),
    plan: (found = [], _wanted, _values, diagnostics) => planUnmanaged(found, stack, { ...settings, at }, diagnostics),
    apply: async (names, _values, { noteWrite }) => {
      await allWritten(
        names.map(async (name) => {
          await sentAgainWhenLost(() => aws.eventRules.remove(name));
          noteWrite(addressText(eventRuleAddress(name)));
        }),
      );
      return { outputs: {} };
    },
  });
}

/** Rules of a stack that this tool made, and that are not wanted. Before one is deleted its tags are read. */
async function formerRules(
  stack: MonitoredStack,
  wanted: readonly string[],
  { prune, tags: runTags }: MonitoringSettings,
  aws: Aws,
): Promise<FormerRule[]> {
  const repositoryOf = async (arn: string): Promise<string | undefined> => {
    const tags = await aws.gaps.whileAllowed('tags of rules', TAGS_LOST, () => aws.eventRules.tags(arn));
    return otherRepository(tags?.[REPOSITORY_TAG], runTags[REPOSITORY_TAG]);
  };
  const surplus = (await ourRules(stack, aws)).filter(({ Name = '' }) => !wanted.includes(Name));
  return Promise.all(
    surplus.map(async ({ Name: name = '', Arn = '' }) => ({
      name,
      repository: prune ? await repositoryOf(Arn) : undefined,
    })),
  );
}

const TAGS_LOST = 'Whether rules that nothing asks for any more are of another repository is not known.';

async function ourRules(stack: MonitoredStack, aws: Aws): Promise<Rule[]> {
  const prefix = managedPrefix(stack);
  const name = deploymentFailedRuleName(stack);
  if (name.startsWith(prefix)) return aws.eventRules.beginningWith(prefix);
  // A name that was shortened has the whole prefix no more, and its beginning could be another stack's: then by its name.
  const rule = await aws.eventRules.find(name);
  return rule ? [rule] : [];
}

/** What is to be deleted; what is left is said. */
function planUnmanaged(
  found: readonly FormerRule[],
  stack: MonitoredStack,
  { prune, at }: Pick<MonitoringSettings, 'prune'> & { readonly at: Position | undefined },
  diagnostics: Diagnostics,
): Changes<readonly string[]> {
  const surplus = found.flatMap(({ name, repository }) => (repository === undefined ? [name] : []));
  const left = found.flatMap(({ name, repository }) => (repository === undefined ? [] : [`${name} (${repository})`]));
  noticeOfRepositories('Rules', left, stack, at, diagnostics);
  if (surplus.length === 0) return NO_CHANGES;
  if (prune) return deletion(surplus.map(eventRuleAddress), surplus);
  diagnostics.notice(
    at,
    'monitoring/no-longer-wanted',
    `There are still rules that nothing asks for any more: ${surplus.join(', ')}.`,
    'Set `prune: true` to delete them.',
  );
  return NO_CHANGES;
}
