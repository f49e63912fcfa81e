import type { DescribeRuleResponse, PutRuleCommandInput, Rule, Target } from '@aws-sdk/client-eventbridge';
import { isAwsError } from '../errors.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** Rules of EventBridge's default bus, and their targets. */
export function eventRules(wire: Wire) {
  return {
    async find(name: string): Promise<DescribeRuleResponse | undefined> {
      try {
        return await wire.call('events:DescribeRule', { Name: name });
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    /** All rules whose names begin so. */
    async beginningWith(prefix: string): Promise<Rule[]> {
      return allPages('events:ListRules', async (NextToken) => {
        const answer = await wire.call('events:ListRules', { NamePrefix: prefix, ...(NextToken && { NextToken }) });
        return { items: answer.Rules, next: answer.NextToken };
      });
    },
    async tags(arn: string): Promise<Readonly<Record<string, string>>> {
      const { Tags = [] } = await wire.call('events:ListTagsForResource', { ResourceARN: arn });
      return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    },
    async targets(rule: string): Promise<Target[]> {
      return allPages('events:ListTargetsByRule', async (NextToken) => {
        const answer = await wire.call('events:ListTargetsByRule', { Rule: rule, ...(NextToken && { NextToken }) });
        return { items: answer.Targets, next: answer.NextToken };
      });
    },
    /** Creates a rule, or gives the one of that name this pattern; tags are taken on creation only. */
    async put(rule: PutRuleCommandInput): Promise<void> {
      await wire.call('events:PutRule', rule);
    },
    /**
     * Adds targets to a rule, or replaces those of the same id.
     *
     * @throws Error when EventBridge answers that it did not take one.
     */
    async putTargets(rule: string, targets: readonly Target[]): Promise<void> {
      const { FailedEntries = [] } = await wire.call('events:PutTargets', { Rule: rule, Targets: [...targets] });
      const [failed] = FailedEntries;
      if (failed) throw new Error(`The rule ${rule} did not take its target: ${failed.ErrorMessage ?? ''}`);
    },
    /** Deletes a rule with all its targets; none there is as good. */
    async remove(rule: string): Promise<void> {
      try {
        const Ids = (await this.targets(rule)).flatMap(({ Id }) => Id ?? []);
        if (Ids.length > 0) await wire.call('events:RemoveTargets', { Rule: rule, Ids });
        await wire.call('events:DeleteRule', { Name: rule });
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
      }
    },
  };
}
