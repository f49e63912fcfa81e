import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/files';
import {
  addressText,
  allWritten,
  type Changes,
  deletion,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/plan';
import { managedPrefix, type MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { deploymentFailedRuleName, eventRuleAddress } from './deployment-failed-rule.ts';

/** Rules that this tool made for a stack and that are no longer wanted: `prune` deletes them, else they are named. */
export function unmanagedRulesResource(
  stack: MonitoredStack,
  wanted: readonly string[],
  at: Position | undefined,
  { prune }: MonitoringSettings,
  aws: Aws,
): Resource {
  return resource<readonly string[], readonly string[], readonly string[]>({
    address: { kind: 'former event rules', of: stack.name },
    continueOnFailure: true,
    resolve: () => Promise.resolve(wanted),
    read: () =>
      aws.gaps.optional('Rules that nothing asks for any more are not looked for.', () => ourRules(stack, aws)),
    plan: (found = [], _wanted, _values, diagnostics) => planUnmanaged(found, wanted, { prune, at }, diagnostics),
    apply: async (names, _values, { did }) => {
      await allWritten(
        names.map(async (name) => {
          await sentAgainWhenLost(() => aws.eventRules.remove(name));
          did(addressText(eventRuleAddress(name)));
        }),
      );
      return { outputs: {} };
    },
  });
}

/** The names of the rules of a stack that this tool made. */
async function ourRules(stack: MonitoredStack, aws: Aws): Promise<string[]> {
  const prefix = managedPrefix(stack);
  const name = deploymentFailedRuleName(stack);
  // A name that was shortened has the whole prefix no more, and its beginning could be another stack's: then by its name.
  if (!name.startsWith(prefix)) return (await aws.eventRules.find(name)) ? [name] : [];
  return aws.eventRules.beginningWith(prefix);
}

/** What is to be deleted; what is left is said. */
function planUnmanaged(
  found: readonly string[],
  wanted: readonly string[],
  { prune, at }: Pick<MonitoringSettings, 'prune'> & { readonly at: Position | undefined },
  diagnostics: Diagnostics,
): Changes<readonly string[]> {
  const surplus = found.filter((name) => !wanted.includes(name));
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
