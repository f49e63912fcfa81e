import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { LogTail } from '../../rollout-report.ts';
import type { UnhealthyTarget } from '../evidence.ts';
import type { ImageLookup } from './look-up-image.ts';

/** Why a container's log says nothing. */
export interface NoLog {
  /** Follows a cause: `its log goes to splunk, which is not shown here`. */
  readonly reason: string;
  readonly hint: string;
}

/** What is known beside the text that ECS wrote. */
export interface StopFacts {
  /** The container that failed, where the text is about one. */
  readonly container?: string | undefined;
  /** The revision that is deployed; undefined where it may not be read. */
  readonly revision?: TaskDefinition | undefined;
  /** What the registry says of an image that was not found. */
  readonly image?: ImageLookup | undefined;
  readonly unhealthyTargets: readonly UnhealthyTarget[];
  readonly logTail: LogTail | undefined;
}

/** What a text means: the cause as a line, without a full stop, and the next step. */
export interface Meaning {
  /** Where what else is known makes it another cause than the text alone. */
  readonly kind?: string;
  readonly what: string;
  readonly hint: string;
}

/** A text of ECS that is known, and what it means. */
export interface KnownText {
  /** A stable name: what a {@link Cause} is called. */
  readonly kind: string;
  /** Tested on the text without names, see `withoutNames`. */
  readonly pattern: RegExp;
  readonly means: (text: string, facts: StopFacts) => Meaning;
}
