import { Diagnostics, parseDocument, type Document, type JsonObject } from '@fargate-actions/documents';
import { readDashboard } from '../src/dashboard/rules/read-dashboard.ts';

/** The document of a file `dashboard.yml`. */
export function aDashboardFile(text: string): Document {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'dashboard.yml', diagnostics);
  if (!document) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return document;
}

/** What a dashboard's file says, and what was found in it, as `severity rule line:column`. */
export function readDashboardFile(text: string): { body: JsonObject | undefined; found: string[]; messages: string[] } {
  const diagnostics = new Diagnostics();
  const body = readDashboard(aDashboardFile(text), 'eu-central-1', diagnostics);
  const found = diagnostics.all.map(({ severity, rule, at }) =>
    [severity, rule, at && `${at.line}:${at.column}`].filter(Boolean).join(' '),
  );
  return { body, found, messages: diagnostics.all.map(({ message }) => message) };
}

/** The text of a dashboard with one graph, whose properties have these lines, from line 4, column 7. */
export function graphFile(...lines: readonly string[]): string {
  return ['widgets:', '  - type: metric', '    properties:', ...lines.map((line) => `      ${line}`), ''].join('\n');
}

/** The text of a dashboard with one graph of a metric, which has these lines of its own, from line 3, column 5. */
export function widgetFile(...lines: readonly string[]): string {
  const graph = '    properties: { metrics: [[Shop, Orders]] }';
  return ['widgets:', '  - type: metric', ...lines.map((line) => `    ${line}`), graph, ''].join('\n');
}

/** A metric as one line of a graph's properties. */
export const METRICS = 'metrics: [[Shop, Orders]]';
