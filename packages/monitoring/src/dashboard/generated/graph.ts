import type { Json, JsonObject } from '@fargate-actions/documents';
import type { Line } from './metric-lines.ts';
import type { DeploymentMark } from './service-facts.ts';

/** A widget without its place. */
export interface Widget {
  readonly type: 'metric' | 'text';
  readonly properties: JsonObject;
}

/** What a graph shows. */
export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Of the left axis: `seconds`. */
  readonly unit?: string;
  /** The most that the left axis is to reach. */
  readonly most?: number;
  readonly deployments?: readonly DeploymentMark[];
  /** Levels that mean something, drawn across. */
  readonly levels?: readonly { readonly label: string; readonly value: number }[];
}

/** A minute: what ECS, load balancers and queues send. */
const PERIOD_SECONDS = 60;

/** A graph over time. */
export function graph({ title, lines, unit, most, deployments = [], levels = [] }: Graph, region: string): Widget {
  const annotations: Record<string, Json> = {
    ...(levels.length > 0 && { horizontal: levels.map(({ label, value }) => ({ label, value })) }),
    ...(deployments.length > 0 && {
      vertical: deployments.map(({ at, label }) => ({ label, value: toTheSecond(at) })),
    }),
  };
  return {
    type: 'metric',
    properties: {
      metrics: lines,
      period: PERIOD_SECONDS,
      region,
      stacked: false,
      title,
      view: 'timeSeries',
      yAxis: {
        left: { min: 0, ...(most !== undefined && { max: most }), ...(unit && { label: unit, showUnits: false }) },
      },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
  };
}

/** Markdown across the dashboard. */
export function heading(markdown: string): Widget {
  return { type: 'text', properties: { background: 'transparent', markdown } };
}

function toTheSecond(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
