import type { Aws } from '@fargate-actions/aws';
import type { StackPlace } from '../../monitored-stack.ts';
import { ownerTags } from './alarm-owner.ts';

type Tags = Readonly<Record<string, string>>;

/** The tags of alarms, by ARN. */
export interface TagsOfAlarms {
  /**
   * Of all alarms that are the stack's by their tags, from one call a run; undefined where we may not look.
   *
   * They come from an index, which is late: what it has not may be there all the same.
   */
  ofStack(): Promise<ReadonlyMap<string, Tags> | undefined>;
  /** Of one alarm, as they are now, from a call of its own; undefined where we may not look. */
  ofAlarm(arn: string): Promise<Tags | undefined>;
}

const INDEX_LOST =
  'Alarms of files that are no longer in them are neither listed nor pruned, where their names begin with no service of the stack.';
const TAGS_LOST =
  'Whose alarms are that watch something else is not known, nor what tags they have: only those with names of our own are pruned.';

/** Reads tags of alarms: those of the stack's when they are first asked for. */
export function tagsOfAlarms(stack: StackPlace, aws: Aws): TagsOfAlarms {
  let asked: Promise<ReadonlyMap<string, Tags> | undefined> | undefined;
  return {
    ofStack: () =>
      (asked ??= aws.gaps.optional(INDEX_LOST, () => aws.taggedResources.find('cloudwatch:alarm', ownerTags(stack)))),
    ofAlarm: (arn) => aws.gaps.whileAllowed('tags of alarms', TAGS_LOST, () => aws.alarms.tags(arn)),
  };
}
