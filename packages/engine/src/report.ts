import type { Address } from './address.ts';
import type { Status } from './status.ts';

/** Why something did not end well. */
export interface Cause {
  /** A stable name, e.g. `container-exited`, `image-not-found`, `target-unhealthy`. */
  readonly kind: string;
  /** The first line that the user reads. May hold text from outside. */
  readonly summary: string;
  /** What to do next, where that is known. */
  readonly hint?: string;
}

/**
 * What a resource's process ends with, whatever kind of resource it is.
 *
 * The room of the resource fills it with facts; how they look in a log or a summary is decided by who renders it. All texts
 * may come from outside: they are escaped where they are rendered.
 */
export interface Report {
  readonly subject: Address;
  readonly status: Status;
  /** What the status is called here, where that says more than the status itself: `deployed without a task`. */
  readonly statusText?: string;
  /** What a title says of the subject when it failed, where that says more than the status: `was not touched`. */
  readonly failedText?: string;
  readonly cause?: Cause;
  readonly facts: Facts;
  readonly sections: readonly Section[];
}

/** What a row about the subject says. */
export interface Facts {
  /** What was there before, and what is there now or was to be: `amply-api:41`. `from` is absent of what is new. */
  readonly from?: string;
  readonly to?: string;
  readonly columns: readonly Column[];
  readonly seconds?: number;
}

/** One more column of the row. */
export interface Column {
  /** `tasks` */
  readonly title: string;
  /** `2 of 2` */
  readonly text: string;
  /** The same where there is no title above it: `2 of 2 tasks`. */
  readonly line: string;
}

/** A text in which some parts are names from outside, as code. */
export type RichText = string | readonly (string | { readonly code: string })[];

/** A part of what there is to say, below the row. */
export type Section =
  /** One line: `Now: 2 tasks of amply-api:41`. */
  | { readonly kind: 'line'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'table';
      /** Above its lines in a log. */
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly RichText[])[];
      /** The same rows for a log. */
      readonly lines: readonly string[];
    }
  /** Lines that somebody else wrote. */
  | {
      readonly kind: 'quote';
      readonly title: RichText;
      readonly lines: readonly string[];
      /** Where a log shows a selection of them. */
      readonly selected?: readonly string[];
      /** Whether a log marks each line as quoted. */
      readonly isMarked?: boolean;
      /** Whether it is folded in a summary. */
      readonly isFolded?: boolean;
    }
  | {
      readonly kind: 'timeline';
      readonly title: string;
      /** Above the chart: what is named so. */
      readonly chartTitle: string;
      readonly text: string;
      readonly advice?: string;
      readonly bars: readonly Bar[];
    };

/** A stretch of time in a timeline, in seconds from its beginning. */
export interface Bar {
  /** Bars of one group are shown together. */
  readonly group: string;
  readonly label: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Whether everything would have been done earlier without it. */
  readonly isCritical: boolean;
}
